"""Labels of roles and of the codes of sharing agreements; Acts by their short titles."""

from sosafe_api.core.actor import PrincipalKind
from sosafe_api.core.labels import Label, ListLabels, Source
from sosafe_api.domains.auth.vocabulary import (
    CallerKind,
    Gateway,
    LawfulBasis,
    PartnershipMode,
    Role,
    SharedDataClass,
    SpecialCategoryCondition,
)

LABELS = {
    PartnershipMode: ListLabels(
        {
            "test": Label("Test", description="The people in it are fictional."),
            "live": Label("Live", description="The people in it are real."),
        }
    ),
    PrincipalKind: ListLabels({"client": "Program", "user": "Person"}, title="Kind of principal"),
    CallerKind: ListLabels({"client": "Program", "agency": "People of an agency"}, title="Kind of caller"),
    Gateway: ListLabels(
        {
            "crime_and_disorder_act_1998_s17a": Label(
                "Crime and Disorder Act 1998, section 17A",
                description="The duty to share depersonalised information with the partnership's authorities.",
            ),
            "crime_and_disorder_act_1998_s115": Label(
                "Crime and Disorder Act 1998, section 115",
                description="The power to disclose to a relevant authority for the purposes of the Act.",
            ),
            "children_act_1989": "Children Act 1989",
            "children_act_2004": "Children Act 2004",
            "domestic_violence_crime_and_victims_act_2004_s9": (
                "Domestic Violence, Crime and Victims Act 2004, section 9"
            ),
            "offender_management_act_2007": "Offender Management Act 2007",
            "care_act_2014": "Care Act 2014",
            "anti_social_behaviour_crime_and_policing_act_2014": (
                "Anti-social Behaviour, Crime and Policing Act 2014"
            ),
            "counter_terrorism_and_security_act_2015": "Counter-Terrorism and Security Act 2015",
            "modern_slavery_act_2015": "Modern Slavery Act 2015",
            "domestic_abuse_act_2021": "Domestic Abuse Act 2021",
            "police_crime_sentencing_and_courts_act_2022": "Police, Crime, Sentencing and Courts Act 2022",
            "common_law_policing": "Common law policing powers",
        },
        title="Legal gateway",
        standard=Source("UK legislation", "https://www.legislation.gov.uk/"),
    ),
    LawfulBasis: ListLabels(
        {
            "public_task": Label("Public task", description="Article 6(1)(e)."),
            "legal_obligation": Label("Legal obligation", description="Article 6(1)(c)."),
            "vital_interests": Label("Vital interests", description="Article 6(1)(d)."),
        },
        standard=Source("UK GDPR, Article 6(1)", "https://www.legislation.gov.uk/eur/2016/679/article/6"),
    ),
    Role: ListLabels(
        {
            "import_client": Label("Import program", description="Held by a program that loads bulk files."),
            "indicator_reader": Label("Indicator reader", description="Held by a program of a front end."),
            "joint_action_group": "Joint action group member",
            "partnership_admin": "Partnership administrator",
            "referrer_client": Label("Referring program", description="Held by an agency's own system."),
            "responsible_authorities_group": "Responsible authorities group member",
            "review_coordinator": "Death review coordinator",
            "scrutiny": Label("Scrutiny", description="Reads figures and minutes, never records of people."),
        }
    ),
    SharedDataClass: ListLabels(
        {
            "contact": "Contact details",
            "support": "Support given",
            "narrative": Label("Narrative", description="What workers wrote in their own words."),
            "special_category": "Special category data",
            "criminal_offence": "Criminal offence data",
        },
        title="Kind of information shared",
    ),
    SpecialCategoryCondition: ListLabels(
        standard=Source(
            "Data Protection Act 2018, Schedule 1", "https://www.legislation.gov.uk/ukpga/2018/12/schedule/1"
        )
    ),
}
