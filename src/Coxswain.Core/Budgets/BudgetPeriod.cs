namespace Coxswain.Core.Budgets;

/// <summary>What a budget's limit is for. Days, weeks (from Monday) and months are those of the user's time zone. The names are stored.</summary>
public enum BudgetPeriod
{
    Request,
    Session,
    Day,
    Week,
    Month,
}
