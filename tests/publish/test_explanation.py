from __future__ import annotations

from contested.model.assessment import Explanation, SetAside
from contested.model.claim import Speaker
from contested.model.vocabulary import Side
from contested.publish.explanation import explain_json


def explanation(pictured, *voices) -> Explanation:
    picture = pictured(*voices)
    return Explanation(
        theatre="afghanistan",
        district_set="401",
        as_of=picture.as_of,
        known_at=picture.known_at,
        clock="published",
        assessment=next(p for p in picture.places if p.place == "AF2704"),
        set_aside=(SetAside(observation=voices[0].voice.lead, place="AF2704", reason="it is about a base"),),
    )


def test_each_voice_has_its_speaker_words_relation_and_printings(pictured, told) -> None:
    found = explain_json(explanation(pictured, told(), told(words="No", quoted=False, supports=False)))
    first, second = found["voices"]
    assert (first["speaker"], first["role"]) == ("Hasti Mohammad", "district governor")
    assert (first["words"], first["words_are"]) == ("The district centre fell overnight", "quote")
    assert first["relation"] == "against interest"
    assert first["copies"][0]["url"] == "https://example.org/story"
    assert (second["words_are"], second["supports"]) == ("coder's statement", False)
    assert found["set_aside"][0]["reason"] == "it is about a base"
    assert found["reviewed"] is False


def test_private_persons_are_masked_unless_revealed(pictured, told) -> None:
    resident = Speaker("Giran", "resident of Panjwai", "civilians", Side.CIVILIAN)
    told_by_resident = explanation(pictured, told(speaker=resident, words="Giran saw them come"))
    assert "Giran" not in str(explain_json(told_by_resident))
    assert explain_json(told_by_resident)["voices"][0]["speaker"] == "a resident"
    assert explain_json(told_by_resident, reveal=True)["voices"][0]["speaker"] == "Giran"
