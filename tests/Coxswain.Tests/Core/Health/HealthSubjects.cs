using Coxswain.Core.Health;
using Coxswain.Core.Health.Measuring;
using Coxswain.Core.Health.Window;

namespace Coxswain.Tests.Core.Health;

/// <summary>Windows small enough to be worked out by hand: one byte is one token, an image ten.</summary>
internal static class HealthSubjects
{
    public static readonly DateTimeOffset Start = new(2026, 11, 20, 9, 0, 0, TimeSpan.Zero);

    public static readonly TokenRate OneToOne = new(1, 0.5, 1, 10, 10, "made up");

    public static HealthSubject Of(ContextWindow window, long? size = 1000, StatusLineContext? status = null, TokenRate? rate = null, long? mostOutput = null) =>
        new(window, rate ?? OneToOne, HealthRules.Shipped(), size, "the window", mostOutput, status);

    public static HealthSubject Of(int lastTurn, params ContextBlock[] blocks) => Of(new ContextWindow { Blocks = blocks, LastTurn = lastTurn });

    public static ContextBlock Prompt(int turn, long bytes, string text = "") => new(turn, BlockKind.Prompt, bytes) { Words = BlockWords.Of(text) };

    public static ContextBlock Answer(int turn, long bytes, string text = "") => new(turn, BlockKind.Answer, bytes) { Words = BlockWords.Of(text) };

    public static ContextBlock Call(int turn, string tool, long bytes, string path = "", string call = "c", string text = "") =>
        new(turn, BlockKind.ToolCall, bytes) { Tool = tool, Path = path, CallHash = tool + path + call, Words = BlockWords.Of(text + " " + path) };

    public static ContextBlock Result(int turn, string tool, long bytes, string path = "", string call = "c", string output = "o", bool isError = false, bool isWhole = true, string text = "") =>
        new(turn, BlockKind.ToolResult, bytes)
        {
            Tool = tool, Path = path, CallHash = tool + path + call, OutputHash = output, IsError = isError, IsWholeFile = isWhole, Words = BlockWords.Of(text),
        };

    public static ContextRequest Request(int turn, long input, long read = 0, long write = 0, long output = 0, int epoch = 0, long newBytes = 0, long windowBytes = 0, bool isAfterReturn = false, string model = "m") =>
        new(turn, epoch, Start.AddMinutes(turn), model, input, read, write, output, newBytes, 0) { WindowBytes = windowBytes, IsAfterReturn = isAfterReturn };

    public static ContextCompaction Compaction(string trigger, long before, long after, string[] files, string[] again) => new(Start, trigger, before, after, files, again);
}
