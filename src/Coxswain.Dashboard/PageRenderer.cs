using Coxswain.Dashboard.Pages;
using Coxswain.Dashboard.Shared;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.Logging;

namespace Coxswain.Dashboard;

/// <summary>Makes HTML of components, on the server and once; nothing of them lives on.</summary>
public sealed class PageRenderer(IServiceProvider services, ILoggerFactory loggers)
{
    public async Task<string> PageAsync<TComponent>(Dictionary<string, object?> parameters)
        where TComponent : IComponent
        => "<!doctype html>\n" + await PartAsync(typeof(TComponent), parameters).ConfigureAwait(false);

    /// <summary>A part of a page that is narrowed to something, which its links keep.</summary>
    public Task<string> PartAsync(Type component, Dictionary<string, object?> parameters, KeptFilter kept)
        => PartAsync(typeof(UnderFilter), new Dictionary<string, object?> { [nameof(UnderFilter.Component)] = component, [nameof(UnderFilter.Parameters)] = parameters, [nameof(UnderFilter.Filter)] = kept });

    public async Task<string> PartAsync(Type component, Dictionary<string, object?> parameters)
    {
        var renderer = new HtmlRenderer(services, loggers);
        await using (renderer.ConfigureAwait(false))
        {
            return await renderer.Dispatcher.InvokeAsync(async () => (await renderer.RenderComponentAsync(component, ParameterView.FromDictionary(parameters)).ConfigureAwait(false)).ToHtmlString()).ConfigureAwait(false);
        }
    }
}
