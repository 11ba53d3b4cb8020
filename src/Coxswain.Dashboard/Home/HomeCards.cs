namespace Coxswain.Dashboard.Home;

/// <summary>The cards of the home page, in order; each takes <see cref="HomeAnswers"/> as its <c>Data</c>, and bears its id.</summary>
public static class HomeCards
{
    public static IReadOnlyList<(string Id, Type Component)> All { get; } =
        [("spend", typeof(SpendCard)), ("models", typeof(ModelsCard)), ("budgets", typeof(BudgetsCard)), ("cache", typeof(CacheCard)), ("receipts", typeof(ReceiptsCard))];

    public static Dictionary<string, object?> Parameters(HomeAnswers data) => new() { ["Data"] = data };
}
