using Coxswain.Core.Sessions;
using Coxswain.Core.Usage;

namespace Coxswain.Core.Tools;

/// <summary>Makes reports of tools and of what follows what.</summary>
public sealed class ToolReports(IToolStore store, ISessionStore sessions, TimeProvider clock)
{
    /// <summary>As many calls are looked at for sequences.</summary>
    public const int MostCalls = 20_000;

    /// <param name="problems">Filled when the question cannot be asked; the answer is then <see langword="null"/>.</param>
    public async Task<ToolReport?> AnswerToolsAsync(UsageQuestion question, Dictionary<string, string> problems, CancellationToken cancellationToken)
        => await ReadFilterAsync(question, problems, cancellationToken).ConfigureAwait(false) is { } filter ? await ReadToolsAsync(filter, cancellationToken).ConfigureAwait(false) : null;

    /// <param name="problems">Filled when the question cannot be asked; the answer is then <see langword="null"/>.</param>
    public async Task<ToolSequenceReport?> AnswerSequencesAsync(UsageQuestion question, Dictionary<string, string> problems, CancellationToken cancellationToken)
        => await ReadFilterAsync(question, problems, cancellationToken).ConfigureAwait(false) is { } filter ? await ReadSequencesAsync(filter, cancellationToken).ConfigureAwait(false) : null;

    public async Task<ToolReport> ReadToolsAsync(UsageFilter filter, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(filter);
        var tools = await store.ReadToolsAsync(filter, cancellationToken).ConfigureAwait(false);
        return new ToolReport(filter.Since, filter.Until, filter.TimeZone.Id, filter.Project, filter.Model, filter.Session, clock.GetUtcNow(), tools);
    }

    public async Task<ToolSequenceReport> ReadSequencesAsync(UsageFilter filter, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(filter);
        var calls = await store.ReadCallsAsync(filter, MostCalls + 1, cancellationToken).ConfigureAwait(false);
        var isCut = calls.Count > MostCalls;
        return ToolSequenceReport.Of(filter, clock.GetUtcNow(), isCut ? [.. calls.Skip(calls.Count - MostCalls)] : calls, isCut);
    }

    private async Task<UsageFilter?> ReadFilterAsync(UsageQuestion question, Dictionary<string, string> problems, CancellationToken cancellationToken)
    {
        var filter = UsageFilter.Read(question, clock.GetUtcNow(), problems);
        if (problems.Count > 0)
        {
            return null;
        }

        var choice = await SessionChoice.ReadAsync(sessions, filter.Session, cancellationToken).ConfigureAwait(false);
        if (choice.Problem is { } problem)
        {
            problems["session"] = problem;
            return null;
        }

        return filter with { Session = choice.SessionId };
    }
}
