using System.Globalization;
using Coxswain.Core.Budgets.Recommending;
using Coxswain.Core.Pricing;

namespace Coxswain.Tests.Core.Budgets.Recommending.Simulation;

/// <summary>
/// A user's tasks, made without anything the recommender assumes: hardness is a number and not a class, chances are logistic in it, topics have words of their own and are harder or easier than they sound, one task in four is
/// worded for another kind of work, costs are log-normal. From the price book it takes prices, as the world has them.
/// </summary>
internal sealed class SimulatedWork
{
    private const int Topics = 30;
    private const double Misworded = 0.25;

    private static readonly string[][] Verbs =
    [
        ["read", "list", "summarise", "format", "rename", "show", "count", "explain", "find", "tidy"],
        ["add", "update", "implement", "write", "change", "extend", "test", "connect", "adjust", "cover"],
        ["debug", "redesign", "migrate", "deadlock", "security", "refactor", "optimize", "investigate", "untangle", "prove"],
    ];

    private static readonly (string Model, double Skill, double Fall, double Work, double Used)[] Models =
    [
        ("claude-haiku-5-5", 1.2, 2.4, 1.4, 0.31), ("claude-sonnet-5-5", 2.2, 1.6, 1.1, 0.34), ("claude-opus-5-5", 2.7, 1.4, 1.0, 0.22), ("claude-fable-5-2", 3.0, 1.25, 0.95, 0.13),
    ];

    private readonly Random _random;
    private readonly PriceBook _book;
    private readonly (string[] Words, double Hardness, double[] Affinity)[] _topics;
    private readonly string[] _noise;

    public SimulatedWork(int seed, PriceBook book)
    {
        _random = new Random(seed);
        _book = book;
        _topics = [.. Enumerable.Range(0, Topics).Select(_ => (Vocabulary(12), 0.7 * Normal(), Models.Select(_ => 0.3 * Normal()).ToArray()))];
        _noise = Vocabulary(300);
    }

    public static IReadOnlyList<string> ModelIds { get; } = [.. Models.Select(model => model.Model)];

    public SimulatedTask Next()
    {
        var topic = _topics[(int)(Topics * Math.Pow(_random.NextDouble(), 1.6))];
        var hardness = topic.Hardness - 0.4 + (1.1 * Normal());
        var prompt = (long)Math.Clamp(Math.Exp(10.3 + (0.25 * hardness) + (0.6 * Normal())), 4_000, 400_000);
        var size = Math.Exp((0.6 * hardness) + (0.5 * Normal()));
        var sounds = Happens(Misworded) ? _random.Next(3) : hardness < -0.9 ? 0 : hardness < 0.5 ? 1 : 2;
        return new SimulatedTask(
            TaskFeatures.Of(Describe(topic.Words, sounds), Tools(hardness), (int)Math.Ceiling(Math.Exp((0.4 * hardness) + 0.4 + (0.6 * Normal()))), prompt),
            hardness,
            sounds,
            _random.NextDouble(),
            Models.Select((model, i) => (model.Model, Chance: 1 / (1 + Math.Exp(-(model.Skill + topic.Affinity[i] - (model.Fall * hardness)))))).ToDictionary(entry => entry.Model, entry => entry.Chance),
            Models.ToDictionary(model => model.Model, model => 12 * size * model.Work * Math.Exp(0.3 * Normal()) * RequestUsd(model.Model, prompt)),
            Math.Exp(0.3 + (0.3 * Normal())));
    }

    /// <summary>As the user did it: mostly by habit, a little by how hard it sounds.</summary>
    public string HabitualModel(SimulatedTask task)
    {
        var shares = Models.Select((model, i) => model.Used * Math.Exp(0.4 * (task.Sounds - 1) * (i - 1.5))).ToArray();
        var draw = _random.NextDouble() * shares.Sum();
        var chosen = 0;
        while (chosen < shares.Length - 1 && (draw -= shares[chosen]) > 0)
        {
            chosen++;
        }

        return Models[chosen].Model;
    }

    /// <summary>What telemetry would have seen: signs of trouble are commoner after a failure, and neither always nor only there.</summary>
    public TaskSigns Signs(bool succeeded)
    {
        var calls = 3 + _random.Next(20);
        return new TaskSigns
        {
            ToolCalls = calls,
            ToolFailures = Enumerable.Range(0, calls).Count(_ => Happens(succeeded ? 0.05 : 0.2)),
            Retries = Enumerable.Range(0, 4).Count(_ => Happens(succeeded ? 0.08 : 0.25)),
            RevertedEdits = Enumerable.Range(0, 3).Count(_ => Happens(succeeded ? 0.03 : 0.25)),
            UserCorrections = Enumerable.Range(0, 4).Count(_ => Happens(succeeded ? 0.05 : 0.4)),
            Abandoned = Happens(succeeded ? 0.01 : 0.35),
        };
    }

    private string Describe(string[] topic, int kind)
    {
        var words = Pick(Verbs[kind], 1).Concat(Pick(topic, 2 + _random.Next(3))).Concat(Pick(_noise, 1 + _random.Next(3))).Concat(Happens(0.3) ? Pick(Verbs[kind], 1) : []);
        return string.Join(' ', words);
    }

    private List<string> Tools(double hardness)
    {
        (string Tool, double Chance)[] tools = [("Read", 0.9), ("Grep", 0.5), ("Bash", 0.4 + (0.15 * hardness)), ("Edit", 0.5 + (0.25 * hardness)), ("Write", 0.2 + (0.1 * hardness)), ("Agent", 0.05 + (0.05 * hardness))];
        return [.. tools.Where(entry => Happens(entry.Chance)).Select(entry => entry.Tool)];
    }

    private double RequestUsd(string model, long prompt)
        => (double)_book.Cost(new TokenUsage(0, 600, prompt - 2500, 2500, 0, 0, "", "", ""), model, new DateTimeOffset(2026, 11, 26, 0, 0, 0, TimeSpan.Zero))!.Value;

    private string[] Vocabulary(int count)
        => [.. Enumerable.Range(0, count).Select(_ => string.Create(CultureInfo.InvariantCulture, $"{string.Concat(Enumerable.Range(0, 3).Select(_ => $"{"bcdfglmnprtvz"[_random.Next(13)]}{"aiou"[_random.Next(4)]}"))}x"))];

    private List<string> Pick(string[] words, int count) => Enumerable.Range(0, count).Select(_ => words[_random.Next(words.Length)]).ToList();

    private bool Happens(double chance) => _random.NextDouble() < chance;

    private double Normal() => Math.Sqrt(-2 * Math.Log(1 - _random.NextDouble())) * Math.Cos(2 * Math.PI * _random.NextDouble());
}
