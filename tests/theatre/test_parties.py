import pytest

from contested.model.vocabulary import Side


@pytest.mark.parametrize(
    ("words", "party"),
    [
        ("Afghan security forces", "islamic-republic"),
        ("the insurgents", "taliban"),
        ("Taliban fighters", "taliban"),
        ("US and NATO forces", "nato-us"),
        ("residents", "civilians"),
        ("Tajik border guards", "tajikistan"),
        ("Reuters", "press"),
        ("a commander of border police", "islamic-republic"),
        ("anti-Taliban uprising forces", "islamic-republic"),
        ("Panjwai district governor", "islamic-republic"),
        ("Kandahar provincial council head", "islamic-republic"),
        ("the press office of the border protection units of Tajikistan", "tajikistan"),
        ("Afghan forces in Tajikistan", "islamic-republic"),
        ("a spokesman for the Taliban", "taliban"),
        ("Afghanistan's Defence Ministry", "islamic-republic"),
        ("the US-backed government of Ashraf Ghani", "islamic-republic"),
        ("a resident of Taliban-held Panjwai", "civilians"),
        ("an Afghan journalist", "press"),
        ("Russian Foreign Minister Sergei Lavrov", "russia"),
        ("Russia's UN Ambassador", "russia"),
        ("the Taliban's shadow governor", "taliban"),
        ("security forces fighting the Taliban", "islamic-republic"),
        ("Taliban-held districts", None),
        ("Afghan and Tajik officials", None),
        ("soldiers and civilians", None),
        ("dogs", None),
        ("", None),
    ],
)
def test_the_head_or_the_stronger_word_decides(afghanistan, words, party):
    assert afghanistan.party_of(words) == party


@pytest.mark.parametrize(
    ("words", "side"),
    [
        ("the Azeri defence ministry", Side.GOVERNMENT),
        ("Nagorno-Karabakh's military", Side.INSURGENT),
        ("Armenia's government", Side.NEIGHBOURING_STATE),
        ("Kremlin spokesman Dmitry Peskov", Side.NEIGHBOURING_STATE),
        ("THE FMLN GUERRILLAS", Side.INSURGENT),
        ("Libya's Government of National Accord", Side.GOVERNMENT),
        ("the Rapid Support Forces", Side.INSURGENT),
        ("Sudanese army", Side.GOVERNMENT),
        ("Houthi fighters", Side.INSURGENT),
        ("Syrian rebels", Side.INSURGENT),
        ("the Syrian army", Side.GOVERNMENT),
        ("Ukrainian troops", Side.GOVERNMENT),
        ("the Tatmadaw", Side.GOVERNMENT),
        ("the Syrian Observatory for Human Rights", Side.INTERNATIONAL_ORG),
        ("U.S. Secretary of State John Kerry", Side.FOREIGN_STATE),
        ("civilian sources", Side.CIVILIAN),
    ],
)
def test_parties_of_other_conflicts_stand_as_the_codebook_has_them(world, words, side):
    assert world.side_of(world.party_of(words)) is side
