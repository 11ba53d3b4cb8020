namespace Coxswain.Server.Api.Budgets;

/// <summary>What a model is to be recommended for. It is read, and kept nowhere.</summary>
/// <param name="Task">The task in words.</param>
/// <param name="Tools">Names of the tools it will use; absent: not known.</param>
/// <param name="Files">How many files it reads or changes; absent: not known.</param>
/// <param name="PromptTokens">Of its requests, whole; absent: not known.</param>
/// <param name="BudgetAware">Let what is left of the tightest budget in scope count.</param>
/// <param name="Session">Whose spend session budgets are compared with: its id or the start of it; absent: none.</param>
/// <param name="Folder">Where the task is done: budgets of other folders and branches are not in scope. Absent: only those of everything are.</param>
/// <param name="Ask">Ask a small model how hard it is; absent: as <c>recommend.ask</c> says.</param>
public sealed record RecommendationWish(
    string? Task,
    IReadOnlyList<string>? Tools = null,
    int? Files = null,
    long? PromptTokens = null,
    bool BudgetAware = false,
    string? Session = null,
    string? Folder = null,
    bool? Ask = null)
{
    private const int LongestTask = 1 << 16;
    private const int MostTools = 200;
    private const int LongestName = 200;
    private const int MostFiles = 1_000_000;
    private const long MostPromptTokens = 100_000_000;

    internal Dictionary<string, string[]> Problems()
    {
        var problems = new Dictionary<string, string[]>(StringComparer.Ordinal);
        if (string.IsNullOrWhiteSpace(Task) || Task.Length > LongestTask)
        {
            problems["task"] = [$"Say what is to be done, in at most {LongestTask} characters."];
        }

        if (Tools is { } tools && (tools.Count > MostTools || tools.Any(static tool => string.IsNullOrWhiteSpace(tool) || tool.Length > LongestName)))
        {
            problems["tools"] = [$"Give at most {MostTools} names, none of them empty."];
        }

        if (Files is < 0 or > MostFiles)
        {
            problems["files"] = ["Give how many files it is about."];
        }

        if (PromptTokens is <= 0 or > MostPromptTokens)
        {
            problems["promptTokens"] = ["Give more than 0 tokens."];
        }

        return problems;
    }
}
