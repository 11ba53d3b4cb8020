using Coxswain.Core.Kernel;
using Coxswain.Core.Usage;
using Coxswain.Dashboard.Shared;

namespace Coxswain.Dashboard.Pages;

/// <summary>Takes names of a filter as tables print them for the whole ones, where it is clear which; else the page says what the name matches, or what is most like it.</summary>
public sealed class FilterNames(IUsageStore usage, FilterChoices choices)
{
    private const int MostTold = 5, LongestTold = 200;

    /// <returns>The same request, under whole names and with what there is to say.</returns>
    public async Task<PageRequest> MeantAsync(PageRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        var filter = request.Filter;
        if (filter.Project.Length == 0 && filter.Model.Length == 0)
        {
            return request;
        }

        try
        {
            var choice = await choices.ReadAsync(cancellationToken).ConfigureAwait(false);
            var problems = new List<string>(request.Problems);
            var project = filter.Project.Length == 0 ? "" : await NameAsync(UsageGrouping.Project, filter.Project, choice.Projects, NameMatch.Project, problems, cancellationToken).ConfigureAwait(false);
            var model = filter.Model.Length == 0 ? "" : await NameAsync(UsageGrouping.Model, filter.Model, choice.Models, NameMatch.Model, problems, cancellationToken).ConfigureAwait(false);
            return request with { Filter = filter with { Project = project, Model = model }, Problems = problems };
        }
        catch (UnavailableException)
        {
            // The cards say that the store cannot be asked; of names nothing is known.
            return request;
        }
    }

    private async Task<string> NameAsync(
        UsageGrouping grouping, string written, IReadOnlyList<string> recent, Func<string, IReadOnlyList<string>, NameMatch> match, List<string> problems, CancellationToken cancellationToken)
    {
        // The list is of the last days and the dearest; a whole name in it needs no further question, all else is held against every name there is.
        if (match(written, recent).Meant is [var whole] && whole == written)
        {
            return whole;
        }

        var rows = await usage.ReadAsync(grouping, new UsageFilter(null, null, TimeZoneInfo.Utc, "", "", ""), cancellationToken).ConfigureAwait(false);
        List<string> known = [.. rows.Select(static row => row.Key).Where(static name => name.Length is > 0 and <= PageFilter.LongestText)];
        switch (match(written, known).Meant)
        {
            case [var one]:
                return one;
            case { Count: > 1 } several:
                problems.Add($"{Shown(written)} may be {Count(several)} {Word(grouping)}s: {List(several)}. Give one of them; until then nothing matches.");
                return written;
            default:
                problems.Add($"No {Word(grouping)} matches {Shown(written)}{(NameMatch.Near(written, known) is { Count: > 0 } near ? $". Closest: {List(near)}." : ": the store has no request yet.")}");
                return written;
        }
    }

    private static string Count(IReadOnlyList<string> several) => Format.Count(several.Count);

    private static string List(IReadOnlyList<string> names) => string.Join(", ", names.Take(MostTold).Select(Shown)) + (names.Count > MostTold ? " and more" : "");

    private static string Shown(string name) => Format.Cut(name, LongestTold);

    private static string Word(UsageGrouping grouping) => grouping == UsageGrouping.Project ? "project" : "model";
}
