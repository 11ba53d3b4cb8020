using Coxswain.Core.Usage;
using Coxswain.Server.Api.Errors;

namespace Coxswain.Server.Api.Usage;

/// <summary>Time, project and model of a question that is no report of usage: read, and refused, as those are.</summary>
internal static class AskedFilter
{
    /// <param name="filter">Of all that is not given.</param>
    /// <returns>What is wrong with it; <see langword="null"/>: nothing is.</returns>
    public static ApiError? Read(TimeProvider clock, string? since, string? until, string? project, string? model, out UsageFilter filter)
    {
        var problems = new Dictionary<string, string>(StringComparer.Ordinal);
        filter = UsageFilter.Read(new UsageQuestion("", since ?? "", until ?? "", "", project ?? "", model ?? "", ""), clock.GetUtcNow(), problems);
        return problems.Count > 0 ? ApiErrors.BadValue(problems.ToDictionary(static one => one.Key, static one => new[] { one.Value })) : null;
    }
}
