"""A session in the words of a match; training keeps it, since plans go towards matches too."""

from backstride.training.session_profile import Profile, profile_of, together

__all__ = ["Profile", "profile_of", "together"]
