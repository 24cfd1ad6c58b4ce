from .color import Color as Color
from .mood import Mood as Mood
from .owner import Owner as Owner
from .pet import Pet as Pet
from .pet_create_params import PetCreateParams as PetCreateParams
from .pet_list_params import PetListParams as PetListParams
