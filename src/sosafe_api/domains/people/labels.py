"""Labels of what people say of themselves: in the words of the 2021 census, in Welsh where it published them."""

from collections.abc import Mapping

from sosafe_api.core.labels import Label, ListLabels, Source
from sosafe_api.domains.people.vocabulary import (
    ConditionLimits,
    Ethnicity,
    FieldAgreement,
    GenderSameAsRegistered,
    HouseholdRelation,
    LongTermCondition,
    MergeReason,
    MergeReversalReason,
    Religion,
    Sex,
    SexualOrientation,
)

_ENGLISH = "https://www.ons.gov.uk/census/census2021dictionary/variablesbytopic"
_WELSH = "https://cy.ons.gov.uk/census/census2021dictionary/variablesbytopic"
_CULTURE = "ethnicgroupnationalidentitylanguageandreligionvariablescensus2021"
_IDENTITY = "sexualorientationandgenderidentityvariablescensus2021"
_HEALTH = "healthdisabilityandunpaidcarevariablescensus2021"


def _census(
    codes: Mapping[str, str | Label], place: tuple[str, str], mnemonic: str, title: str | None = None
) -> ListLabels:
    """A list of the census, with the page of its dictionary in either language; `place` is topic and variable."""
    return ListLabels(
        codes,
        title,
        Source(f"Office for National Statistics, Census 2021, {mnemonic}", "/".join([_ENGLISH, *place])),
        Source(f"Swyddfa Ystadegau Gwladol, Cyfrifiad 2021, {mnemonic}", "/".join([_WELSH, *place])),
    )


_ASIAN = ("Asian, Asian British or Asian Welsh", "Asiaidd, Asiaidd Cymreig neu Asiaidd Prydeinig")
_BLACK = (
    "Black, Black British, Black Welsh, Caribbean or African",
    "Du, Du Cymreig, Du Prydeinig, Caribïaidd neu Affricanaidd",
)
_MIXED = ("Mixed or Multiple ethnic groups", "Grwpiau ethnig Cymysg neu Amlethnig")


def _group(group: tuple[str, str], en: str, cy: str) -> Label:
    return Label(f"{group[0]}: {en}", f"{group[1]}: {cy}")


_ETHNICITIES = {
    # The dictionary misspells one word of the Welsh; the census bulletin on ethnic groups has it right.
    "white_british": Label(
        "White: English, Welsh, Scottish, Northern Irish or British",
        "Gwyn: Cymreig, Seisnig, Albanaidd, Gwyddelig Gogledd Iwerddon neu Brydeinig",
    ),
    "white_irish": Label("White: Irish", "Gwyn: Gwyddelig"),
    "white_gypsy_or_irish_traveller": Label(
        "White: Gypsy or Irish Traveller", "Gwyn: Sipsi neu Deithiwr Gwyddelig"
    ),
    "white_other": Label(
        "White: Other White", "Gwyn: Gwyn Arall", description="Roma among them, as in the census of 2011."
    ),
    "mixed_white_and_black_caribbean": _group(_MIXED, "White and Black Caribbean", "Gwyn a Du Caribïaidd"),
    "mixed_white_and_black_african": _group(_MIXED, "White and Black African", "Gwyn a Du Affricanaidd"),
    "mixed_white_and_asian": _group(_MIXED, "White and Asian", "Gwyn ac Asiaidd"),
    "mixed_other": _group(
        _MIXED,
        "Other Mixed or Multiple ethnic groups",
        "Grwpiau ethnig cymysg neu amlethnig eraill",
    ),
    "asian_indian": _group(_ASIAN, "Indian", "Indiaidd"),
    "asian_pakistani": _group(_ASIAN, "Pakistani", "Pacistanaidd"),
    "asian_bangladeshi": _group(_ASIAN, "Bangladeshi", "Bangladeshaidd"),
    "asian_chinese": _group(_ASIAN, "Chinese", "Tsieineaidd"),
    "asian_other": _group(_ASIAN, "Other Asian", "Asiaidd Arall"),
    "black_african": _group(_BLACK, "African", "Affricanaidd"),
    "black_caribbean": _group(_BLACK, "Caribbean", "Caribïaidd"),
    "black_other": _group(_BLACK, "Other Black", "Du Arall"),
    "arab": Label("Other ethnic group: Arab", "Grŵp ethnig arall: Arabaidd"),
    "other": Label(
        "Other ethnic group: Any other ethnic group", "Grŵp ethnig arall: Unrhyw grŵp ethnig arall"
    ),
}

LABELS = {
    Ethnicity: _census(_ETHNICITIES, (_CULTURE, "ethnicgroup"), "ethnic_group_tb", "Ethnic group"),
    Religion: _census(
        {
            "no_religion": Label("No religion", "Dim crefydd"),
            "christian": Label("Christian", "Cristnogaeth"),
            "buddhist": Label("Buddhist", "Bwdhaeth"),
            "hindu": Label("Hindu", "Hindŵaeth"),
            "jewish": Label("Jewish", "Iddewiaeth"),
            "muslim": Label("Muslim", "Islam"),
            "sikh": Label("Sikh", "Siciaeth"),
            "other": Label("Other religion", "Crefydd arall"),
        },
        (_CULTURE, "religiondetailed"),
        "religion",
    ),
    SexualOrientation: _census(
        {
            "heterosexual": Label("Straight or heterosexual", "Heterorywiol/Strêt"),
            "gay_or_lesbian": Label("Gay or lesbian", "Hoyw neu Lesbiaidd"),
            "bisexual": Label("Bisexual", "Deurywiol/Bi"),
            "other": Label("Other sexual orientation", "Cyfeiriadedd rhywiol arall"),
        },
        (_IDENTITY, "sexualorientation"),
        "sexual_orientation",
    ),
    GenderSameAsRegistered: ListLabels(
        {"yes": Label("Yes", "Ydy"), "no": Label("No", "Nac ydy")},
        title="Gender identity the same as the sex registered at birth",
        standard=Source(
            "Office for National Statistics, Census 2021, gender_identity",
            f"{_ENGLISH}/{_IDENTITY}/genderidentity",
        ),
        welsh=Source(
            "Hunaniaeth o ran rhywedd, Cymru a Lloegr: Cyfrifiad 2021",
            "https://cy.ons.gov.uk/peoplepopulationandcommunity/culturalidentity/genderidentity/bulletins/"
            "genderidentityenglandandwales/census2021",
        ),
    ),
    Sex: ListLabels(
        {"female": Label("Female", "Benyw"), "male": Label("Male", "Gwryw")},
        welsh=Source(
            "Cyfrifiad 2021: Beth yw eich rhyw?",
            "https://cyfrifiad.gov.uk/help/sut-i-ateb-y-cwestiynau/help-gydar-cwestiynau-ar-bapur/beth-yw-eich-rhyw",
        ),
    ),
    LongTermCondition: _census(
        {"yes": Label("Yes", "Oes"), "no": Label("No", "Nac oes")},
        (_HEALTH, "disability"),
        "disability",
        "Long-term condition or illness",
    ),
    ConditionLimits: _census(
        {
            "a_lot": Label("Yes, a lot", "Ydy, yn fawr"),
            "a_little": Label("Yes, a little", "Ydy, ychydig"),
            "not_at_all": Label("Not at all", "Ddim o gwbl"),
        },
        (_HEALTH, "disability"),
        "disability",
        "Whether the condition limits day-to-day activities",
    ),
    FieldAgreement: ListLabels({"unknown": Label("Unknown", description="One of the records does not say.")}),
    HouseholdRelation: ListLabels({"not_related": "Not related", "other_relative": "Another relative"}),
    MergeReason: ListLabels(
        {
            "person_confirmed": "The person confirmed it",
            "documents_seen": "Documents were seen",
            "agencies_confirmed": "Agencies confirmed it",
            "recorded_twice": "Recorded twice",
        }
    ),
    MergeReversalReason: ListLabels(
        {
            "different_people": "They are different people",
            "not_established": "It was not established",
            "wrong_record": "The wrong record was merged",
        }
    ),
}
