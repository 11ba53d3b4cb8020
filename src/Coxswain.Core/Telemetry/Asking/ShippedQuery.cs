namespace Coxswain.Core.Telemetry.Asking;

/// <summary>A query that comes with the product, and how far its figures are those of the pages.</summary>
/// <param name="Counts">What it counts.</param>
/// <param name="Differs">How the page's figure differs, and why.</param>
/// <param name="Page">Which shows it.</param>
/// <param name="PageQuery">What that page asks, as <see cref="Kernel.IQueryTexts"/> names it.</param>
public sealed record ShippedQuery(string Name, string Sql, string Counts, string Differs, string Page, string PageQuery);
