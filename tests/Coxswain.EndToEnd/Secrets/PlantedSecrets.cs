namespace Coxswain.EndToEnd.Secrets;

/// <summary>Secrets of twenty kinds, another one for every place. Put together when the test runs: no scanner shall find one in this file.</summary>
internal sealed class PlantedSecrets
{
    private static readonly string[] Kinds =
    [
        "sk-ant-" + "api03-{0}-AA", "sk-" + "proj-{0}", "gh" + "p_{0}", "github_" + "pat_11A_{0}", "AK" + "IA{0}", "aws_secret_access_key={0}", "xo" + "xb-1-{0}", "AI" + "zaSy{0}",
        "ya29" + ".{0}", "eyJhbGciOiJIUzI1NiJ9.{0}.sig", "-----BEGIN " + "PRIVATE KEY----- {0} -----END " + "PRIVATE KEY-----", "postgres://admin:{0}@db.example:5432/app",
        "https://me:{0}@git.example/x.git", "Bearer {0}", "npm" + "_{0}", "gl" + "pat-{0}", "SG" + ".{0}", "password={0}", "hf" + "_{0}", "sk" + "_live_{0}",
    ];

    private readonly Dictionary<string, string> _markers = new(StringComparer.Ordinal);

    /// <summary>How many were handed out.</summary>
    public int Count => _markers.Count;

    /// <summary>All twenty kinds, each with a marker that exists nowhere else.</summary>
    /// <param name="place">Where they are put, for the report.</param>
    public IReadOnlyList<string> At(string place) => [.. Kinds.Select((kind, index) =>
    {
        var marker = $"zq{Guid.NewGuid():N}qz";
        _markers.Add(marker, $"{place}, kind {index + 1}");
        return kind.Replace("{0}", marker, StringComparison.Ordinal);
    })];

    public string Joined(string place) => string.Join(" ", At(place));

    /// <summary>The places whose secrets stand in <paramref name="text"/>, as they were written or in another spelling, with where they were found.</summary>
    /// <param name="except">Beginnings of places whose content belongs there.</param>
    public IEnumerable<string> FoundIn(string text, string where, params string[] except)
    {
        foreach (var (said, spelling) in HiddenTexts.In(text))
        {
            for (var at = said.IndexOf("zq", StringComparison.Ordinal); at >= 0; at = said.IndexOf("zq", at + 1, StringComparison.Ordinal))
            {
                if (said.Length - at >= 36 && _markers.TryGetValue(said.Substring(at, 36), out var place) && !Array.Exists(except, start => place.StartsWith(start, StringComparison.Ordinal)))
                {
                    yield return $"{place}: in {where}{spelling}";
                }
            }
        }
    }
}
