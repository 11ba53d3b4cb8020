using Coxswain.Core.Usage;

namespace Coxswain.Core.Monitoring.Productivity;

/// <summary>Makes productivity reports.</summary>
public sealed class ProductivityReader(IProductivityStore store, TimeProvider clock)
{
    /// <param name="problems">Filled when the question cannot be asked; the answer is then <see langword="null"/>.</param>
    public async Task<ProductivityReport?> AnswerAsync(UsageQuestion question, Dictionary<string, string> problems, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(question);
        ArgumentNullException.ThrowIfNull(problems);
        var (_, filter) = UsageQuestionReader.Read(question with { Report = "session", Model = "" }, clock.GetUtcNow(), problems);
        return problems.Count > 0 ? null : await ReadAsync(filter, cancellationToken).ConfigureAwait(false);
    }

    public async Task<ProductivityReport> ReadAsync(UsageFilter filter, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(filter);
        var counters = store.ReadCountersAsync(filter, cancellationToken);
        var prompts = store.ReadPromptTimesAsync(filter, cancellationToken);
        return new ProductivityReport(filter.Since, filter.Until, filter.Project, clock.GetUtcNow(), await counters.ConfigureAwait(false), await prompts.ConfigureAwait(false));
    }
}
