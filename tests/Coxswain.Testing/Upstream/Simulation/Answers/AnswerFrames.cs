using System.Text.Json.Nodes;
using Coxswain.Testing.Upstream.Simulation.Faults;

namespace Coxswain.Testing.Upstream.Simulation.Answers;

/// <summary>An answer as the events of a stream, and where in them a fault's stage lies.</summary>
internal static class AnswerFrames
{
    private const int PieceLength = 24;

    public static List<StreamFrame> Of(SimulatedAnswer answer)
    {
        var frames = new List<StreamFrame>
        {
            StreamFrame.Of(FramePlace.MessageStart, "message_start", new JsonObject { ["message"] = AnswerJson.Message(answer, isStart: true) }),
            StreamFrame.Ping,
        };
        for (var index = 0; index < answer.Blocks.Count; index++)
        {
            var block = answer.Blocks[index];
            frames.Add(Event(FramePlace.BlockStart, "content_block_start", index, "content_block", AnswerJson.Empty(block)));
            frames.AddRange(Deltas(block).Select(delta => Event(FramePlace.Delta, "content_block_delta", index, "delta", delta)));
            frames.Add(StreamFrame.Of(FramePlace.BlockStop, "content_block_stop", new JsonObject { ["index"] = index }));
        }

        frames.Add(StreamFrame.Of(FramePlace.MessageDelta, "message_delta", new JsonObject
        {
            ["delta"] = new JsonObject { ["stop_reason"] = answer.StopReason, ["stop_sequence"] = null },
            ["usage"] = AnswerJson.Usage(answer, answer.OutputTokens),
        }));
        frames.Add(StreamFrame.Of(FramePlace.MessageStop, "message_stop", []));
        return frames;
    }

    /// <summary>So many frames come whole before the stage; in the middle of an event, half of the next one comes too.</summary>
    public static int Before(FaultStage stage, List<StreamFrame> frames) => stage switch
    {
        FaultStage.BeforeHeaders or FaultStage.InHeaders or FaultStage.AfterHeaders => 0,
        FaultStage.AfterMessageStart => 1,
        FaultStage.InBlock or FaultStage.MidEvent => MiddleOfLastBlock(frames),
        FaultStage.BetweenBlocks => frames.FindIndex(static frame => frame.Place == FramePlace.BlockStop) + 1,
        _ => frames.Count - 1,
    };

    private static int MiddleOfLastBlock(List<StreamFrame> frames)
    {
        var start = frames.FindLastIndex(static frame => frame.Place == FramePlace.BlockStart);
        var stop = frames.FindLastIndex(static frame => frame.Place == FramePlace.BlockStop);
        return start + 1 + ((stop - start - 1) / 2);
    }

    private static StreamFrame Event(FramePlace place, string name, int index, string field, JsonObject value)
        => StreamFrame.Of(place, name, new JsonObject { ["index"] = index, [field] = value });

    private static IEnumerable<JsonObject> Deltas(AnswerBlock block)
    {
        var (type, field) = block.Type switch { "thinking" => ("thinking_delta", "thinking"), "tool_use" => ("input_json_delta", "partial_json"), _ => ("text_delta", "text") };
        foreach (var piece in AnswerText.Pieces(block.Content, PieceLength))
        {
            yield return new JsonObject { ["type"] = type, [field] = piece };
        }

        if (block.Type == "thinking")
        {
            yield return new JsonObject { ["type"] = "signature_delta", ["signature"] = block.Name };
        }
    }
}
