namespace Coxswain.Dashboard.Pages;

/// <summary>A part of a page that changes as one.</summary>
/// <param name="Id">Of its outermost element, which the component makes; the same while the page is open.</param>
public sealed record PageCard(string Id, Type Component, Dictionary<string, object?> Parameters)
{
    /// <summary>A card whose component takes all it shows as <c>Data</c>.</summary>
    public static PageCard Of<TComponent>(string id, object data)
        where TComponent : Microsoft.AspNetCore.Components.IComponent
        => new(id, typeof(TComponent), new Dictionary<string, object?> { ["Data"] = data });
}
