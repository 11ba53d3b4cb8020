using System.Collections.Frozen;
using System.Security.Cryptography;

namespace Coxswain.Dashboard;

/// <summary>What pages load, held in memory. An address names the content, so that browsers may keep it for good.</summary>
public static class PageAssets
{
    public const string Prefix = "/assets/";

    private static readonly FrozenDictionary<string, PageAsset> All = typeof(PageAssets).Assembly.GetManifestResourceNames()
        .Where(static name => name.EndsWith(".css", StringComparison.Ordinal) || name.EndsWith(".js", StringComparison.Ordinal)).Select(Read).ToFrozenDictionary(static asset => asset.Name, StringComparer.Ordinal);

    /// <returns><see langword="null"/>: there is no such one.</returns>
    public static PageAsset? Find(string name) => All.GetValueOrDefault(name);

    public static string Address(string name) => $"{Prefix}{name}?v={All[name].Version}";

    private static PageAsset Read(string name)
    {
        using var stream = typeof(PageAssets).Assembly.GetManifestResourceStream(name) ?? throw new InvalidOperationException($"{name} is not in this program.");
        var content = new byte[stream.Length];
        stream.ReadExactly(content);
        return new PageAsset(name, name.EndsWith(".css", StringComparison.Ordinal) ? "text/css; charset=utf-8" : "text/javascript; charset=utf-8", content, Convert.ToHexStringLower(SHA256.HashData(content))[..12]);
    }
}
