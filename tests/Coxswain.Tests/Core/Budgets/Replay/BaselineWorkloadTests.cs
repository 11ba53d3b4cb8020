using Coxswain.Core.Budgets.Recommending;
using Coxswain.Core.Budgets.Replay;
using Coxswain.Core.Budgets.Replay.Policies;
using Coxswain.Core.Pricing;
using Coxswain.Core.Recovery.Capabilities;
using Coxswain.Core.Usage;
using Coxswain.Testing.Traces;
using Coxswain.Testing.Traces.Workloads;

namespace Coxswain.Tests.Core.Budgets.Replay;

public sealed class BaselineWorkloadTests(ITestOutputHelper output)
{
    private static readonly ReplayModels Models = new(ModelCatalog.Shipped(), PriceBookLoader.Shipped(), TaskPrior.Shipped());

    [Fact]
    public void Show()
    {
        var sessions = int.Parse(Environment.GetEnvironmentVariable("N") ?? "1000");
        var trace = TraceGenerator.Generate(Workload.Baseline(int.Parse(Environment.GetEnvironmentVariable("SEED") ?? "2026"), sessions));
        var history = TraceHistory.Of(trace);
        output.WriteLine($"avg {trace.AverageSessionCostUsd} haiku {trace.HaikuShare} requests {trace.Requests.Count()}");
        var truth = Truth(trace);
        var texts = trace.Sessions.SelectMany(s => s.Steps.OfType<TracePrompt>().Select(p => (p.PromptId, p.Text)).Concat(s.Tools.Select(t => t.Started).OfType<TraceAgent>().Select(a => (a.AgentId, a.Description)))).ToDictionary(x => x.Item1, x => x.Item2);
        foreach (var g in trace.Requests.GroupBy(r => truth.GetValueOrDefault(Key(r))))
        {
            output.WriteLine($"  {g.Key?.ToString() ?? "client"}: {g.Count()} requests {g.Sum(r => r.CostUsd) / sessions:0.000} a session; prompt {g.Average(r => (double)r.Usage.Prompt):0}");
        }

        foreach (IReplayPolicy policy in new IReplayPolicy[] { new DoNothingPolicy(), new FamilyPolicy(Models, "haiku"), new FamilyPolicy(Models, "sonnet"), new RecommendedPolicy(Models) })
        {
            var routed = new List<(TraceDifficulty? Difficulty, string To, string Text)>();
            var result = new ReplayRun(Models, policy, new UsageFilter(null, null, TimeZoneInfo.Utc, "", "", ""), (request, answer) => routed.Add((truth.GetValueOrDefault(request.Call.AgentId.Length > 0 ? request.Call.AgentId : request.Call.QueryClass == "main" ? request.Call.PromptId : ""), answer.ModelId, texts.GetValueOrDefault(request.Call.AgentId.Length > 0 ? request.Call.AgentId : request.Call.PromptId) ?? ""))).Read(history);
            var t = result.Totals;
            output.WriteLine($"{policy.Name}: actual {t.ActualUsd / sessions:0.000} replayed {t.ReplayedUsd / sessions:0.000} [{t.LowUsd / sessions:0.000} {t.HighUsd / sessions:0.000}] moved {t.MovedRequests} refused {t.RefusedRequests} unknown {t.UnknownRequests} modelled {result.ModelledUsd / result.ModelledActualUsd:0.0000}");
            foreach (var route in result.Routes)
            {
                output.WriteLine($"    {route.Looks,-9} {route.From,-18} -> {route.To,-18} {route.Tasks,6} tasks {route.Figures.Requests,6} requests {route.Figures.ActualUsd / sessions:0.000} -> {route.Figures.ReplayedUsd / sessions:0.000}");
            }

            foreach (var g in routed.Where(x => x.Difficulty is not null).GroupBy(x => x.Difficulty))
            {
                output.WriteLine($"    truth {g.Key}: " + string.Join(", ", g.GroupBy(x => x.To).OrderByDescending(x => x.Count()).Select(x => $"{x.Key} {100.0 * x.Count() / g.Count():0.0} %")));
            }

            foreach (var g in routed.Where(x => x.Difficulty == TraceDifficulty.Hard && x.To.Contains("haiku")).GroupBy(x => x.Text).OrderByDescending(x => x.Count()).Take(25))
            {
                output.WriteLine($"      HARD on haiku {g.Count()} requests: {g.Key}");
            }

            foreach (var g in routed.Where(x => x.Difficulty == TraceDifficulty.Routine && !x.To.Contains("haiku")).GroupBy(x => x.Text).OrderByDescending(x => x.Count()).Take(Environment.GetEnvironmentVariable("MISSES") is null ? 0 : 25))
            {
                output.WriteLine($"      routine not on haiku {g.Count()} requests: {g.Key}");
            }
        }
    }

    private static string Key(TraceRequest request) => request.Agent?.AgentId ?? request.PromptId;

    private static Dictionary<string, TraceDifficulty?> Truth(Trace trace)
        => trace.Sessions.SelectMany(s => s.Steps.OfType<TracePrompt>().Select(p => (p.PromptId, p.Difficulty)).Concat(s.Tools.Select(t => t.Started).OfType<TraceAgent>().Select(a => (a.AgentId, a.Difficulty)))).ToDictionary(x => x.Item1, x => x.Item2);
}
