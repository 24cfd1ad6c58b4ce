from .owners import Owners, AsyncOwners
from .pets import AsyncPets, AsyncPetsWithRawResponse, Pets, PetsWithRawResponse

__all__ = ["Pets", "AsyncPets", "PetsWithRawResponse", "AsyncPetsWithRawResponse", "Owners", "AsyncOwners"]
