using Coxswain.Testing.Upstream.Simulation.Faults;
using Coxswain.Testing.Upstream.Simulation.Plans;

namespace Coxswain.EndToEnd.RealClient;

/// <summary>Every line of the design's failure table, as failures the simulator makes.</summary>
internal static class FailureRows
{
    private static readonly TimeSpan Moment = TimeSpan.FromSeconds(20);

    public static IReadOnlyList<FailureRow> All { get; } =
    [
        FailureRow.Then("none"),
        new FailureRow("connection refused, always") { IsRefused = true },
        FailureRow.Then("connection reset, once", "reset:before-headers"),
        FailureRow.Then("connection reset, 6 times", Times(6, "reset:before-headers")),
        FailureRow.Then("500, once", "500"),
        FailureRow.Then("502 with an error page, 503, 504, 500, 500, then well", "502-html", "503", "504", "500", "500") with { Model = "sonnet" },
        FailureRow.Then("529, once", "529"),
        FailureRow.Then("529, 6 times", Times(6, "529")) with { Model = "sonnet" },
        FailureRow.Always("529, always", "529") with { Model = "haiku" },
        FailureRow.Then("`overloaded_error` as the first event", "error-event:after-headers"),
        FailureRow.Then("`overloaded_error` after `message_start`", "error-event:after-message-start"),
        FailureRow.Then("429, retry-after 1 s, once", "429"),
        FailureRow.Then("429, retry-after 1 s, 5 times", Times(5, "429")),
        FailureRow.Always("429, retry-after 10 min", "429-long") with { Limit = Moment },
        FailureRow.Always("429, spending limit", "429-spend"),
        FailureRow.Always("400, no credit", "400-credit"),
        FailureRow.Always("401", "401"),
        FailureRow.Always("402", "402"),
        FailureRow.Always("403", "403"),
        FailureRow.Always("other 400", "400"),
        new FailureRow("refusal", new SimulatedStep { Text = "I cannot help with that.", Stop = "refusal" }),
        new FailureRow("`prompt is too long` after three tool calls, then well", [List, List, List, SimulatedStep.Fail(ApiError.PromptTooLong(1_000_001, 1_000_000)), SimulatedStep.Say("<summary>They looked around.</summary>"), SimulatedStep.Say(FailureRow.Answer)]),
        FailureRow.Always("413", "413"),
        FailureRow.Then("no first byte, once", "stall:before-headers") with { IsSlow = true },
        FailureRow.Then("silence after `message_start`, once", "stall:after-message-start") with { Limit = Moment },
        FailureRow.Then("silence in the middle of a text, once", "stall:in-block") with { Limit = Moment },
        FailureRow.Then("empty stream, once", "empty-stream"),
        FailureRow.Then("empty stream, 6 times", Times(6, "empty-stream")) with { Model = "sonnet" },
        FailureRow.Then("stream ends after `message_start`, once", "early-end:after-message-start"),
        FailureRow.Then("connection cut after `message_start`, once", "reset:after-message-start"),
        FailureRow.Then("connection cut in the middle of a text, once", "reset:in-block"),
        FailureRow.Then("stream ends in the middle of a text, once", "early-end:in-block"),
        FailureRow.Then("`overloaded_error` in the middle of a text, once", "error-event:in-block"),
    ];

    private static SimulatedStep List => SimulatedStep.Call("Bash", new { command = "ls", description = "look around" });

    private static string[] Times(int count, string fault) => [.. Enumerable.Repeat(fault, count)];
}
