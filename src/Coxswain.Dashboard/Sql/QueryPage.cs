using Coxswain.Core.Kernel;
using Coxswain.Dashboard.Pages;

namespace Coxswain.Dashboard.Sql;

/// <summary>A query of the product as it is asked: where a figure comes from.</summary>
public sealed class QueryPage(IQueryTexts texts, TimeProvider clock) : IPage
{
    public PagePlace Place { get; } = new("/query", "SQL", "Queries of the pages") { TakesFilter = false, IsLive = false };

    public Task<PageReading> ReadAsync(PageRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        var name = request["name"];
        var data = new QueryAnswer(name, texts.Find(name), texts.Names);
        return Task.FromResult(new PageReading(name.Length > 0 ? $"Query {name}" : "Queries of the pages", [PageCard.Of<QueryCard>("query", data)], clock.GetUtcNow(), null) { IsFound = name.Length == 0 || data.Text is not null });
    }
}
