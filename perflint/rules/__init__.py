"""Every rule perflint has, a chapter a module; this page is the registry, read top to bottom."""

from perflint.rules.across import BoilerplateIndicators, BoilerplateText
from perflint.rules.alignment import GoalNotInIndicators
from perflint.rules.base import Rule
from perflint.rules.budget import AnnualDiffersFromBudget, BudgetDoesNotAddUp, UnitSlip
from perflint.rules.copying import FieldCopied, OverviewRepeatsName
from perflint.rules.cost import CostExceedsBudget
from perflint.rules.declared import DeclaredTotalDiffers
from perflint.rules.department import DepartmentDiffers
from perflint.rules.departments import BoilerplateAcrossDepartments
from perflint.rules.document import (
    NoTargetForm,
    RestoredRow,
    ScannedPage,
    UnreadableFile,
    UnreadCell,
    UnrecognisedForm,
)
from perflint.rules.enough import SatisfactionAsBenefit, TooFewIndicators
from perflint.rules.fit import CoarseDeadline, MissingUnit, WrongKindOfValue
from perflint.rules.form import (
    BlankRequiredField,
    FiledAfterPublication,
    MalformedDate,
    MissingSignatory,
    NonstandardLabel,
)
from perflint.rules.funding import SourcesDoNotAddUp, UnreadableAmount
from perflint.rules.goal import BlankGoal, UnmeasurableGoal
from perflint.rules.house import GENERAL
from perflint.rules.indicator import EmptyFiller, GenericName, IncompleteIndicator, NameIsNotAName
from perflint.rules.input import InputAsTarget
from perflint.rules.lastyear import CopiedFromLastYear
from perflint.rules.naming import DuplicateForm, NameNotInBudget, ProjectWithoutForm, TextNameDiffers
from perflint.rules.narrative import BasisWithoutDocument, MeasuresWithoutContent, PlanWithoutSteps
from perflint.rules.period import PeriodGoalCopied, PeriodsDisagree
from perflint.rules.placeholder import UnfilledPlaceholder
from perflint.rules.placement import MisplacedIndicator
from perflint.rules.plausibility import CeilingValues, ImpossibleValue, ReversedSign
from perflint.rules.repetition import ConflictingValues, DuplicateIndicator
from perflint.rules.scan import UncertainRecognition
from perflint.rules.scheme import MixedSchemes
from perflint.rules.slip import TransposedWord
from perflint.rules.term import PeriodContradictsNature, RecurringCalledOneOff
from perflint.rules.totals import AnnualExceedsTotal, OneYearTotalDiffers, ZeroTotal
from perflint.rules.tree import BlankRequiredKind, MissingLevel1
from perflint.rules.value import UnmeasurableValue, UnquantifiedQuantity, VagueValue, ValueRepeatsName
from perflint.rules.weight import WeightsDoNotAddUp
from perflint.rules.wording import TruncatedText
from perflint.rules.year import WrongFiscalYear

RULES: tuple[type[Rule], ...] = (
    # 文件
    UnreadableFile,
    NoTargetForm,
    UnrecognisedForm,
    UnreadCell,
    ScannedPage,
    RestoredRow,
    UncertainRecognition,
    # 表式
    BlankRequiredField,
    MissingSignatory,
    NonstandardLabel,
    MalformedDate,
    FiledAfterPublication,
    PeriodContradictsNature,
    RecurringCalledOneOff,
    WrongFiscalYear,
    # 资金
    SourcesDoNotAddUp,
    OneYearTotalDiffers,
    AnnualExceedsTotal,
    AnnualDiffersFromBudget,
    UnreadableAmount,
    UnitSlip,
    ZeroTotal,
    CostExceedsBudget,
    DeclaredTotalDiffers,
    BudgetDoesNotAddUp,
    # 名称对应
    NameNotInBudget,
    ProjectWithoutForm,
    TextNameDiffers,
    DepartmentDiffers,
    DuplicateForm,
    # 目标
    BlankGoal,
    UnmeasurableGoal,
    OverviewRepeatsName,
    FieldCopied,
    BasisWithoutDocument,
    MeasuresWithoutContent,
    PlanWithoutSteps,
    GoalNotInIndicators,
    # 文字
    TransposedWord,
    TruncatedText,
    UnfilledPlaceholder,
    # 指标体系
    MissingLevel1,
    BlankRequiredKind,
    TooFewIndicators,
    SatisfactionAsBenefit,
    WeightsDoNotAddUp,
    PeriodsDisagree,
    PeriodGoalCopied,
    MixedSchemes,
    # 指标
    MisplacedIndicator,
    GenericName,
    NameIsNotAName,
    DuplicateIndicator,
    ConflictingValues,
    IncompleteIndicator,
    InputAsTarget,
    EmptyFiller,
    # 指标值
    VagueValue,
    UnquantifiedQuantity,
    ValueRepeatsName,
    UnmeasurableValue,
    ImpossibleValue,
    CoarseDeadline,
    ReversedSign,
    WrongKindOfValue,
    MissingUnit,
    CeilingValues,
    # 跨表比较
    BoilerplateIndicators,
    BoilerplateText,
    CopiedFromLastYear,
    BoilerplateAcrossDepartments,
)

__all__ = ["GENERAL", "RULES", "Rule"]
