using System.Text;
using Coxswain.Dashboard.Live;

namespace Coxswain.Server.Dashboard;

/// <summary>Messages as server-sent events (WHATWG HTML §9.2): each line of the data on a line of its own.</summary>
internal static class EventText
{
    public static string Of(LiveMessage message)
    {
        var text = new StringBuilder("event: ").Append(message.Event).Append('\n');
        foreach (var line in message.Data.ReplaceLineEndings("\n").Split('\n'))
        {
            text.Append("data: ").Append(line).Append('\n');
        }

        return text.Append('\n').ToString();
    }
}
