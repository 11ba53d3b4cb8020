using Coxswain.Core.Budgets.Efficiency;
using Coxswain.Core.Tools;
using Coxswain.Dashboard.Pages;
using Coxswain.Dashboard.Shared;

namespace Coxswain.Dashboard.Tools;

/// <summary>Asks how tools and models do, each only where a page shows it.</summary>
public sealed class WorkReader(ToolReports tools, ModelEfficiencies models, TimeProvider clock)
{
    public async Task<WorkAnswers> ReadToolsAsync(PageFilter filter, CancellationToken cancellationToken)
    {
        var asked = Of(filter);
        return asked with { Tools = await Told.AskAsync(() => tools.ReadToolsAsync(filter.ToUsage(asked.AsOf, asked.Zone), cancellationToken)).ConfigureAwait(false) };
    }

    public async Task<WorkAnswers> ReadSequencesAsync(PageFilter filter, CancellationToken cancellationToken)
    {
        var asked = Of(filter);
        return asked with { Sequences = await Told.AskAsync(() => tools.ReadSequencesAsync(filter.ToUsage(asked.AsOf, asked.Zone), cancellationToken)).ConfigureAwait(false) };
    }

    public async Task<WorkAnswers> ReadModelsAsync(PageFilter filter, CancellationToken cancellationToken)
    {
        var asked = Of(filter);
        return asked with { Models = await Told.AskAsync(() => models.ReadAsync(filter.ToUsage(asked.AsOf, asked.Zone), cancellationToken)).ConfigureAwait(false) };
    }

    /// <summary>What the home page shows: sequences and models.</summary>
    public async Task<WorkAnswers> ReadAsync(PageFilter filter, CancellationToken cancellationToken)
    {
        var sequences = ReadSequencesAsync(filter, cancellationToken);
        return (await ReadModelsAsync(filter, cancellationToken).ConfigureAwait(false)) with { Sequences = (await sequences.ConfigureAwait(false)).Sequences };
    }

    private WorkAnswers Of(PageFilter filter) => new(filter, clock.GetUtcNow(), clock.LocalTimeZone);
}
