namespace Coxswain.Dashboard.Pages;

/// <summary>A page of the dashboard: what it asks, and the cards that show the answer.</summary>
public interface IPage
{
    PagePlace Place { get; }

    /// <summary>Its parts stand alone: what cannot be asked takes nothing else with it.</summary>
    Task<PageReading> ReadAsync(PageRequest request, CancellationToken cancellationToken);
}
