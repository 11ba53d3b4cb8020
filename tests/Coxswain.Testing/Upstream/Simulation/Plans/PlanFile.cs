using System.Text.Json;
using Coxswain.Testing.Upstream.Simulation.Faults;
using Coxswain.Testing.Upstream.Simulation.Limits;
using Coxswain.Testing.Upstream.Simulation.Prompts;

namespace Coxswain.Testing.Upstream.Simulation.Plans;

/// <summary>
/// A simulator's behaviour as a JSON file: <c>seed</c>, <c>faults</c> (name to probability) or <c>steps</c>, <c>latency</c>, <c>limits</c>, <c>window</c>, <c>words</c>.
/// A name that is not known stops the reading.
/// </summary>
public sealed record PlanFile(SimulatorPlan Plan, SimulatorOptions Options)
{
    private const int MostBytes = 1 << 20;

    private static readonly string[] Known = ["seed", "faults", "steps", "latency", "limits", "window", "words", "new_account", "kept_calls"];

    /// <exception cref="FormatException">The text is not a plan; the message names the place.</exception>
    public static PlanFile Read(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (text.Length > MostBytes)
        {
            throw new FormatException($"A plan has at most {MostBytes} characters.");
        }

        try
        {
            using var json = JsonDocument.Parse(text);
            return Read(json.RootElement);
        }
        catch (Exception problem) when (problem is JsonException or InvalidOperationException or ArgumentException or OverflowException)
        {
            throw new FormatException("The plan is not valid: " + problem.Message, problem);
        }
    }

    private static PlanFile Read(JsonElement file)
    {
        Check(file, "the plan", Known);
        var seed = file.Field("seed")?.GetUInt64() ?? 0;
        var options = new SimulatorOptions
        {
            Seed = seed,
            Window = file.Field("window")?.GetInt32(),
            Words = file.Field("words")?.GetInt32() ?? new SimulatorOptions().Words,
            IsNewAccount = file.Field("new_account")?.GetBoolean() ?? true,
            KeptCalls = file.Field("kept_calls")?.GetInt32() ?? new SimulatorOptions().KeptCalls,
            Latency = [.. file.Field("latency").Items().Select(Latency)],
            Limits = Properties(file.Field("limits")).ToDictionary(static one => one.Name, static one => Limit(one.Value)),
        };
        return new PlanFile(PlanOf(file, seed), options);
    }

    private static SimulatorPlan PlanOf(JsonElement file, ulong seed) => (file.Field("faults"), file.Field("steps")) switch
    {
        ({ } faults, null) => SimulatorPlan.Mix(seed, [.. Properties(faults).Select(static one => (Fault.Parse(one.Name), one.Value.GetDouble()))]),
        (null, { } steps) => SimulatorPlan.Script([.. steps.EnumerateArray().Select(Step)]),
        (null, null) => SimulatorPlan.Healthy,
        _ => throw new FormatException("A plan has faults or steps, not both."),
    };

    private static SimulatedStep Step(JsonElement step)
    {
        Check(step, "a step", ["fault", "duration_ms", "text", "tool", "input", "model", "words", "first_byte_ms", "between_events_ms"]);
        var fault = step.Text("fault") is { } name ? Fault.Parse(name) with { Duration = Time(step, "duration_ms") } : null;
        return new SimulatedStep
        {
            Fault = fault,
            Text = step.Text("text"),
            Tool = step.Text("tool"),
            Input = step.Field("input") is { } input ? System.Text.Json.Nodes.JsonNode.Parse(input.GetRawText()) : null,
            Model = step.Text("model"),
            Words = step.Field("words")?.GetInt32(),
            FirstByte = Time(step, "first_byte_ms"),
            BetweenEvents = Time(step, "between_events_ms"),
        };
    }

    private static LatencyRule Latency(JsonElement rule)
    {
        Check(rule, "a latency rule", ["model", "min_tokens", "first_byte_ms", "first_byte_sigma", "per_1000_tokens_ms", "between_events_ms", "between_events_sigma"]);
        return new LatencyRule
        {
            Model = rule.Text("model"),
            MinTokens = rule.Field("min_tokens")?.GetInt64() ?? 0,
            FirstByte = new Spread(Time(rule, "first_byte_ms") ?? TimeSpan.Zero, rule.Field("first_byte_sigma")?.GetDouble() ?? 0),
            PerThousandTokens = Time(rule, "per_1000_tokens_ms") ?? TimeSpan.Zero,
            BetweenEvents = new Spread(Time(rule, "between_events_ms") ?? TimeSpan.Zero, rule.Field("between_events_sigma")?.GetDouble() ?? 0),
        };
    }

    private static RateLimit Limit(JsonElement limit)
    {
        Check(limit, "a limit", ["requests_per_minute", "input_tokens_per_minute"]);
        return new RateLimit(limit.Field("requests_per_minute")?.GetInt32(), limit.Field("input_tokens_per_minute")?.GetInt32());
    }

    private static TimeSpan? Time(JsonElement of, string name) => of.Field(name) is { } milliseconds ? TimeSpan.FromMilliseconds(milliseconds.GetDouble()) : null;

    private static IEnumerable<JsonProperty> Properties(JsonElement? of) => of is { } value ? value.EnumerateObject() : Enumerable.Empty<JsonProperty>();

    private static void Check(JsonElement of, string what, string[] known)
    {
        var wrong = of.EnumerateObject().FirstOrDefault(property => !known.Contains(property.Name));
        if (wrong.Value.ValueKind != JsonValueKind.Undefined)
        {
            throw new FormatException($"\"{wrong.Name}\" is not a name of {what}; known: {string.Join(", ", known)}.");
        }
    }
}
