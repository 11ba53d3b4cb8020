using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace Coxswain.Bench.Gateway;

/// <summary>Calls an arm from so many threads for a while.</summary>
internal static class WireLoad
{
    private static readonly TimeSpan StreamTime = FixedAnswers.Frames * FixedAnswers.FrameGap;

    public static byte[] Request(GatewayArm arm, byte[] body)
    {
        var head = string.Create(CultureInfo.InvariantCulture, $"POST /v1/messages HTTP/1.1\r\nhost: 127.0.0.1:{arm.Port}\r\nuser-agent: coxswain-bench/1\r\naccept: application/json\r\ncontent-type: application/json\r\nx-api-key: none\r\nanthropic-version: 2023-06-01\r\n{arm.Headers}content-length: {body.Length}\r\n\r\n");
        return [.. Encoding.ASCII.GetBytes(head), .. body];
    }

    /// <returns>Without CPU time.</returns>
    public static LoadResult Run(GatewayArm arm, GatewayCase load, TimeSpan length)
    {
        var request = Request(arm, load.Body);
        var (all, gaps) = (new List<double>(), new List<double>());
        var problem = "";
        var start = Stopwatch.GetTimestamp();
        var threads = Enumerable.Range(0, load.Callers).Select(caller => new Thread(() =>
        {
            var (own, ownGaps) = (new List<double>(), new List<double>());
            var said = Call(caller, own, ownGaps);
            lock (all)
            {
                all.AddRange(own);
                gaps.AddRange(ownGaps);
                problem = said.Length > 0 ? said : problem;
            }
        })).ToList();
        threads.ForEach(static thread => thread.Start());
        threads.ForEach(static thread => thread.Join());
        return new LoadResult(all, gaps, Stopwatch.GetElapsedTime(start).TotalSeconds, 0, problem);

        string Call(int caller, List<double> own, List<double> ownGaps)
        {
            if (load.Answer.Marks.Length > 0)
            {
                // Streams that begin together would end together.
                Thread.Sleep(StreamTime * caller / load.Callers);
            }

            using var connection = new WireConnection(arm.Port);
            Span<long> arrivals = stackalloc long[load.Answer.Marks.Length];
            do
            {
                var begun = Stopwatch.GetTimestamp();
                if (connection.Call(request, load.Answer, arrivals) is { Length: > 0 } wrong)
                {
                    return wrong;
                }

                own.Add(Stopwatch.GetElapsedTime(begun, arrivals.IsEmpty ? Stopwatch.GetTimestamp() : arrivals[0]).TotalMilliseconds);
                for (var i = 1; i < arrivals.Length; i++)
                {
                    ownGaps.Add(Stopwatch.GetElapsedTime(arrivals[i - 1], arrivals[i]).TotalMilliseconds);
                }
            }
            while (Stopwatch.GetElapsedTime(start) < length);
            return "";
        }
    }
}
