using System.Text;
using System.Text.Json.Nodes;

namespace Coxswain.Testing.Upstream.Simulation.Answers;

/// <summary>The bytes of one event.</summary>
internal sealed record StreamFrame(FramePlace Place, byte[] Bytes)
{
    public static readonly StreamFrame Ping = Of(FramePlace.Ping, "ping", []);

    public static StreamFrame Of(FramePlace place, string name, JsonObject payload)
    {
        if (!payload.ContainsKey("type"))
        {
            payload.Insert(0, "type", name);
        }

        return new StreamFrame(place, Encoding.UTF8.GetBytes($"event: {name}\ndata: {payload.ToJsonString()}\n\n"));
    }
}
