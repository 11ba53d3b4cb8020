using System.Collections.Concurrent;
using Microsoft.Playwright;

namespace Coxswain.EndToEnd.Dashboard;

/// <summary>What pages of a browser do that none of ours may: errors, dialogs, anything the policy forbids, requests to others.</summary>
public sealed class PageWatch
{
    private readonly ConcurrentQueue<string> _faults = new();

    private PageWatch(IBrowserContext browser, string origin)
    {
        browser.Console += (_, said) => Add(said.Type is "error" or "warning", $"console {said.Type}: {said.Text}");
        browser.WebError += (_, thrown) => Add(true, $"exception: {thrown.Error}");
        browser.Request += (_, asked) => Add(!asked.Url.StartsWith(origin + "/", StringComparison.Ordinal) && !asked.Url.StartsWith("data:", StringComparison.Ordinal), $"request to {asked.Url}");
        browser.Dialog += (_, dialog) =>
        {
            Add(true, $"dialog: {dialog.Message}");
            _ = dialog.DismissAsync();
        };
    }

    /// <summary>Since the last time they were taken.</summary>
    public IReadOnlyList<string> Take()
    {
        var taken = new List<string>();
        while (_faults.TryDequeue(out var one))
        {
            taken.Add(one);
        }

        return taken;
    }

    /// <param name="origin">The daemon's own; everything else is elsewhere.</param>
    public static async Task<PageWatch> OnAsync(IBrowserContext browser, string origin)
    {
        var watch = new PageWatch(browser, origin);
        await browser.AddInitScriptAsync("document.addEventListener('securitypolicyviolation', e => console.error(`policy: ${e.violatedDirective} ${e.blockedURI} ${e.sample}`))");
        return watch;
    }

    private void Add(bool isFault, string text)
    {
        if (isFault)
        {
            _faults.Enqueue(text.Length > 500 ? text[..500] : text);
        }
    }
}
