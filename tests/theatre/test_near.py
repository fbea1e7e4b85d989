from contested.theatre.near import consonants, sound_key


def test_near_names_never_choose_between_two(afghanistan):
    assert afghanistan.near_names.find("Arghandaab") is None
    assert afghanistan.near_names.find("Arghandaab", ("AF26",)) == "AF2605"


def test_order_of_consonants_is_kept():
    assert consonants("eshkashim") != consonants("eshkamish")


def test_ways_to_write_one_sound_meet():
    assert sound_key("washeer") == sound_key("washir")
    assert sound_key("qaisar") == sound_key("qaysar")


def test_short_names_are_not_matched_by_sound(afghanistan):
    assert afghanistan.near_names.find("Obi", ("AF32",)) is None
