namespace Coxswain.EndToEnd.Dashboard;

/// <summary>What tests ask of an open page.</summary>
internal static class PageScripts
{
    /// <summary>Numbers what can be reached, in the order of the document; how many there are.</summary>
    public const string MarkReachable = """
        (() => {
            const all = [...document.querySelectorAll('a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex="0"]')]
                .filter(one => one.checkVisibility() && !one.disabled);
            all.forEach((one, place) => one.testPlace = place);
            return all.length;
        })()
        """;

    /// <summary>The number of what has the focus, −1 for anything else; and 1 if one sees that it has it.</summary>
    public const string Focus = """
        (() => {
            const one = document.activeElement;
            const style = getComputedStyle(one);
            return [one.testPlace ?? -1, style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 1 ? 1 : 0];
        })()
        """;

    public const string Focused = "document.activeElement.outerHTML.slice(0, 200)";

    /// <summary>The innermost element that reaches furthest to the right.</summary>
    public const string WidestElement = """
        (() => {
            let widest = null, furthest = 0;
            for (const one of document.querySelectorAll('body *')) {
                const right = one.getBoundingClientRect().right;
                if (right >= furthest) { furthest = right; widest = one; }
            }
            return `${widest.outerHTML.slice(0, 200)} ends at ${Math.round(furthest)}`;
        })()
        """;

    /// <summary>From now on: when a text is first painted in the element of an id, in milliseconds since 1970; asked with <see cref="Painted"/>. Takes the id and the text.</summary>
    public const string WatchFor = """
        ([id, text]) => {
            window.painted ??= {};
            window.painted[id] = new Promise(resolve => {
                const look = () => {
                    if (document.getElementById(id)?.textContent.includes(text)) {
                        observer.disconnect();
                        requestAnimationFrame(() => resolve(Date.now()));
                    }
                };
                const observer = new MutationObserver(look);
                observer.observe(document.body, { subtree: true, childList: true, characterData: true });
                look();
            });
            window.neverReloaded = true;
        }
        """;

    /// <summary>Takes the id.</summary>
    public const string Painted = "id => window.painted[id]";

    public const string NeverReloaded = "window.neverReloaded === true";
}
