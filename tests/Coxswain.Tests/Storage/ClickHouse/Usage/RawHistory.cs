using Coxswain.Core.Sessions;

namespace Coxswain.Tests.Storage.ClickHouse.Usage;

/// <summary>Generated requests around clock changes and borders of months, told of by events, transcripts or both, in sessions that change project and branch.</summary>
internal sealed record RawHistory(IReadOnlyList<RawRequest> Requests, IReadOnlyList<SubagentFact> Subagents)
{
    private static readonly string[] Moments =
    [
        "2026-03-08T09:30:00Z", "2026-03-28T23:00:00Z", "2026-04-04T15:00:00Z", "2026-09-06T03:30:00Z", "2026-10-03T15:20:00Z", "2026-10-25T00:30:00Z", "2026-11-01T05:00:00Z",
        "2026-10-31T22:30:00Z", "2026-11-16T00:00:00Z",
    ];

    private static readonly string[] Models = ["claude-opus-5-5", "claude-haiku-5-5", "claude-sonnet-4-5-20250929", "us.anthropic.claude-opus-4-5-20251101-v1:0", "gpt-9"];

    public static RawHistory Generate(int seed, int sessions)
    {
        var random = new Random(seed);
        T One<T>(params T[] of) => of[random.Next(of.Length)];
        var requests = new List<RawRequest>();
        var subagents = new List<SubagentFact>();
        for (var s = 0; s < sessions; s++)
        {
            var session = $"session-{s:D4}";
            var time = DateTimeOffset.Parse(One(Moments), System.Globalization.CultureInfo.InvariantCulture).AddSeconds(random.Next(-100_000, 100_000));
            var (project, branch) = (One("/p/shop", "/p/shop/web", "/p/bank"), One("main", "fix"));
            var sources = One("both", "events", "transcript", "mixed", "mixed", "mixed");
            if (sources != "events" && random.Next(2) == 0)
            {
                subagents.Add(new SubagentFact(new LineContext(session, "", "", "", "", "a1", IsSidechain: true, IsCopy: false), One("Explore", "my-reviewer"), "", "", 1, "", ""));
            }

            for (var i = random.Next(2, 25); i > 0; i--)
            {
                time = time.AddSeconds(random.Next(10) == 0 ? random.Next(1, 40_000) : random.Next(1, 900));
                (project, branch) = random.Next(6) == 0 ? (One("/p/shop", "/p/bank"), One("main", "fix", "")) : (project, branch);
                var told = sources == "mixed" ? One("both", "events", "transcript") : sources;
                var agent = random.Next(4) == 0 ? One("a1", "a2") : "";
                requests.Add(new RawRequest(
                    $"req_{s:D4}_{i:D2}", session, time, One(Models), random.Next(3) * 100, random.Next(5000), random.Next(90_000), random.Next(9000), told == "transcript" ? random.Next(9000) : 0,
                    told != "transcript", told != "events", project, branch, agent,
                    agent.Length > 0 && told != "transcript" ? One("Explore", "custom", "") : "",
                    agent.Length > 0 ? One("agent:builtin:Explore", "") : One("sdk", "compact", "repl_main_thread", ""),
                    told != "transcript" && random.Next(12) == 0));
            }
        }

        return new RawHistory(requests, subagents);
    }
}
