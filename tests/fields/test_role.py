"""Role families of titles, and of bodies where the title is general."""

from __future__ import annotations

import pytest

from jobscrape.fields import role
from jobscrape.fields.role import areas, title_family
from tests.fields.given import reading

FAMILIES = {
    "backend": "Backend Engineer|Senior Java Developer|Golang Developer (Remote)|Python Developer|Back-end Software Engineer|.NET Developer|Ruby on Rails Engineer|Entwickler Backend (m/w/d)|Node.js Engineer",
    "frontend": "Frontend Engineer|React Developer|Front-end Developer, Checkout|UI Engineer|Vue.js Developer|Webentwickler (m/w/d)|Angular Developer",
    "fullstack": "Full-Stack Engineer|Fullstack Developer|Full Stack Software Engineer|Développeur Full Stack",
    "mobile": "iOS Engineer|Android Developer|Mobile Engineer|React Native Developer|Flutter Developer",
    "embedded": "Embedded Software Engineer|Firmware Engineer|Linux Kernel Engineer|Ingénieur logiciel embarqué",
    "software_general": "Software Engineer|Softwareentwickler (m/w/d)|Software Developer|Blockchain Engineer|SAP Developer|Game Developer|Salesforce Developer|Ingeniero de Software|Engenheiro de Software|Mjukvaruutvecklare|Member of Technical Staff",
    "qa_test": "QA Engineer|Software Tester|SDET|Test Automation Engineer|Quality Assurance Engineer|Testmanager (m/w/d)|QA Lead",
    "data_engineering": "Data Engineer|ETL Developer|Big Data Engineer|Analytics Engineer|Software Engineer, Data Platform|Data Warehouse Developer|Ingénieur Data|Engenheiro de Dados",
    "data_analytics": "Data Analyst|BI Analyst|Business Intelligence Developer|Product Analyst|Power BI Developer|Datenanalyst (m/w/d)|Analista de Datos|Reporting Analyst",
    "data_science": "Data Scientist|Senior Data Scientist, Growth|Statistician|Quantitative Researcher|Cientista de Dados|Decision Scientist",
    "ml_engineering": "Machine Learning Engineer|ML Engineer|Computer Vision Engineer|NLP Engineer|Applied Scientist|Deep Learning Engineer|AI/ML Engineer",
    "ai_engineering": "AI Engineer|LLM Engineer|Generative AI Developer|Applied AI Engineer|Prompt Engineer|AI Software Engineer|Agent Engineer|KI-Entwickler (m/w/d)",
    "ai_research": "AI Research Scientist|Research Scientist, Machine Learning|Research Engineer, Post-Training|Machine Learning Researcher|AI Scientist",
    "mlops": "MLOps Engineer|ML Platform Engineer|Machine Learning Infrastructure Engineer|Software Engineer, ML Infrastructure",
    "platform": "Platform Engineer|Software Engineer, Platform|Staff Platform Engineer",
    "devops_sre": "DevOps Engineer|Site Reliability Engineer|SRE|Senior DevOps Engineer (AWS)|Observability Engineer|Kubernetes Engineer",
    "developer_experience": "Developer Experience Engineer|Software Engineer, Developer Productivity|Build Engineer|Engineer, Developer Tools",
    "cloud_infrastructure": "Cloud Engineer|Network Engineer|Infrastructure Engineer|Linux Engineer|AWS Cloud Engineer|Netzwerkadministrator (m/w/d)|HPC Engineer",
    "security": "Security Engineer|SOC Analyst|Penetration Tester|Information Security Manager|IT-Sicherheitsberater|CISO|Application Security Engineer|Threat Researcher|Cyber Security Consultant|Analista de Ciberseguridad",
    "database": "Database Administrator|DBA|PostgreSQL Database Engineer",
    "architecture": "Software Architect|Enterprise Architect|Solution Architect|IT-Architekt (m/w/d)|Arquitecto de Software",
    "it_support": "IT Support Specialist|Help Desk Technician|System Administrator|Systemadministrator (m/w/d)|IT Manager|Desktop Support Engineer|Technicien informatique",
    "engineering_management": "Engineering Manager|Director of Engineering|VP Engineering|Head of Engineering|CTO|Software Development Manager|Manager, Software Engineering|Teamleiter Softwareentwicklung|Engineering Manager, Security",
    "product_management": "Product Manager|Senior Product Manager, Payments|Product Owner (m/w/d)|Head of Product|VP of Product|Group Product Manager|Chef de produit|Gerente de Produto",
    "project_program_management": "Project Manager|Technical Program Manager|Scrum Master|Projektleiter (m/w/d)|Chef de projet|Delivery Manager|Program Manager, Security|Agile Coach|Projektledare",
    "design_ux": "Product Designer|UX Designer|Graphic Designer|UX Researcher|Head of Design|Creative Director|Motion Designer|Grafikdesigner",
    "hardware": "Hardware Engineer|Electrical Engineer|Mechanical Engineer|FPGA Engineer|ASIC Verification Engineer|RF Engineer|PCB Designer|Analog Design Engineer|Process Engineer",
    "technical_writing": "Technical Writer|Documentation Engineer|Technischer Redakteur",
    "developer_relations": "Developer Advocate|DevRel Engineer|Head of Developer Relations|Developer Evangelist",
    "solutions_engineering": "Sales Engineer|Solutions Engineer|Solutions Consultant|Forward Deployed Engineer|Pre-Sales Consultant|Customer Engineer|Implementation Consultant|Technical Account Manager",
    "sales": "Account Executive|Sales Manager|SDR|Business Development Representative|Account Manager|Vertriebsmitarbeiter (m/w/d)|Key Account Manager|Partnerships Manager|Regional Sales Director|VP Sales|Vendedor|Säljare|Commercial sédentaire|Account Executive, Security",
    "marketing": "Marketing Manager|SEO Specialist|Content Writer|Product Marketing Manager|Social Media Manager|Growth Marketing Manager|Copywriter|Community Manager|Event Manager",
    "customer_support": "Customer Support Specialist|Customer Success Manager|Support Engineer|Technical Support Agent|Kundenberater (m/w/d)|Call Center Agent|Client Success Manager",
    "finance": "Accountant|Financial Analyst|Controller (m/w/d)|Tax Manager|Investment Analyst|Buchhalter|Actuary|FP&A Manager|Comptable|Underwriter|Credit Analyst",
    "hr_recruiting": "Recruiter|Technical Recruiter|HR Manager|People Operations Specialist|Talent Acquisition Partner|Personalreferent (m/w/d)|HR Business Partner|Payroll Specialist",
    "legal": "Legal Counsel|Attorney|Compliance Officer|Paralegal|Rechtsanwalt|Contracts Manager|Abogado|Privacy Counsel",
    "operations": "Operations Manager|Executive Assistant|Office Manager|Supply Chain Manager|Chief of Staff|Business Analyst|Logistics Coordinator|Einkäufer (m/w/d)|Receptionist|Business Operations Associate",
    "healthcare": "Registered Nurse|Physician|Physical Therapist|Pharmacist|Pflegefachkraft (m/w/d)|Dental Assistant|Clinical Psychologist|Infirmier|Enfermera",
    "education": "Teacher|Math Tutor|Professor of Biology|Instructional Designer|Lehrer (m/w/d)|Erzieher (m/w/d)",
    "trades_manufacturing": "Electrician|Machine Operator|Welder|Maintenance Technician|CNC Machinist|Warehouse Associate|Truck Driver|Elektriker (m/w/d)|Production Supervisor|HVAC Technician|Cook|Retail Associate|Lagerist (m/w/d)",
    "science_research": "Research Associate|Chemist|Laboratory Technician|Biologist|Postdoctoral Fellow|Wissenschaftlicher Mitarbeiter",
    "other": "Translator|Security Guard|General Application|Data Annotator|Judge of Dances",
}
TITLES = [(title, family) for family, titles in FAMILIES.items() for title in titles.split("|")]


@pytest.mark.parametrize(("title", "family"), TITLES)
def test_titles(title: str, family: str) -> None:
    assert title_family(title)[0] == family


def test_the_first_part_of_a_title_counts_more() -> None:
    assert title_family("Technical Program Manager, Communications")[0] == "project_program_management"
    assert title_family("Senior Manager, Sales - EMEA")[0] == "sales"
    assert title_family("[Remote] Data Engineer, AI Products")[0] == "data_engineering"


@pytest.mark.parametrize(
    ("text", "family"),
    [
        ("You write firmware for microcontrollers, embedded software and device drivers on an RTOS.", "embedded"),
        ("You build LLM features: RAG pipelines, AI agents, prompt engineering and LangChain workflows.", "ai_engineering"),
        ("Full-stack engineer wanted: across the stack, full-stack, React and Node.", "fullstack"),
        ("You train models for speech recognition and fine-tune deep learning networks in PyTorch.", "ml_engineering"),
        ("Backend services, distributed systems, gRPC microservices, Kafka and Postgres.", "backend"),
        ("You write good software.", "software_general"),
        ("", "software_general"),
    ],
)
def test_a_general_title_is_narrowed_by_the_body(text: str, family: str) -> None:
    given = reading(f"What you will do\n- {text}", title="Software Engineer")
    assert role.read(given)["role"].value == family


def test_what_the_employer_says_of_itself_narrows_nothing() -> None:
    text = "About us\nWe build LLM agents, RAG, generative AI, agentic workflows and large language model tools.\n\nBenefits\n- LLM, RAG and AI agents for all"
    assert role.read(reading(text, title="Software Engineer"))["role"].value == "software_general"


def test_every_family_has_an_area() -> None:
    assert set(FAMILIES) == set(areas())
    assert role.read(reading(title="Nurse"))["role_area"].value == "other"
    assert role.read(reading(title="MLOps Engineer"))["role_area"].value == "data_ai"
