namespace Coxswain.Dashboard.Pages;

/// <summary>A reading of a page as HTML.</summary>
/// <param name="Cards">By id, in order.</param>
public sealed record RenderedPage(PageReading Reading, IReadOnlyList<(string Id, string Html)> Cards);
