namespace Coxswain.Testing.Traces.Drafting;

/// <summary>Last pass: the tokens of every request, from a growing conversation and prompt caches that are per model and expire.</summary>
internal sealed class TokenPass(TraceOptions options, double scale)
{
    private const int MainPrompt = 15_000;
    private const int AgentPrompt = 6_000;
    private const int TitlePrompt = 700;
    private const int SummaryTokens = 3_500;

    public decimal Run(IReadOnlyList<SessionDraft> sessions)
    {
        foreach (var session in sessions)
        {
            Run(session);
        }

        return sessions.SelectMany(session => session.AllCalls).Sum(Cost);
    }

    private void Run(SessionDraft session)
    {
        var lifetime = session.OneHourCache ? TimeSpan.FromHours(1) : TimeSpan.FromMinutes(5);
        var main = new Conversation(Scaled(MainPrompt), lifetime, session.OneHourCache);
        foreach (var turn in session.Turns)
        {
            if (turn.Title is { } title)
            {
                Answer(new Conversation(Scaled(TitlePrompt), TimeSpan.Zero, false), title, cached: false);
            }

            if (turn.Compaction is { } compaction)
            {
                turn.TokensBeforeCompaction = main.Tokens;
                Answer(main, compaction);
                main.Restart(Scaled(MainPrompt), Scaled(MainPrompt) + Scaled(SummaryTokens));
                turn.TokensAfterCompaction = main.Tokens;
            }

            main.Grow(20 + (turn.Prompt.Length / 4));
            AnswerAll(main, turn.Calls);
        }
    }

    private void AnswerAll(Conversation conversation, List<CallDraft> calls)
    {
        foreach (var call in calls)
        {
            Answer(conversation, call);
            foreach (var tool in call.Tools)
            {
                if (tool.Agent is { } agent)
                {
                    AnswerAll(new Conversation(Scaled(AgentPrompt), TimeSpan.FromMinutes(5), false), agent.Calls);
                }

                conversation.Grow(Scaled(tool.ResultTokens));
            }
        }
    }

    private void Answer(Conversation conversation, CallDraft call, bool cached = true)
    {
        var output = Math.Max(1, Scaled(call.OutputDraw));
        var thinking = call.Thinks ? output / 3 : 0;
        if (!cached)
        {
            call.Usage = new TraceUsage(conversation.Tokens, output, 0, 0, 0);
            return;
        }

        var (read, write) = conversation.Ask(call.Model, call.At);
        call.Usage = new TraceUsage(
            call.InputTokens, output, read, conversation.WritesForAnHour ? 0 : write, conversation.WritesForAnHour ? write : 0, thinking, call.WebSearches);
        conversation.Grow(output);
    }

    private decimal Cost(CallDraft call)
    {
        var model = call.Switched ? options.HaikuModel : call.Model;
        return TracePrices.Cost(model, call.Usage) + (call.CutOutput > 0 ? TracePrices.Cost(model, call.Usage.UntilCut(call.CutOutput)) : 0m);
    }

    private long Scaled(double tokens) => (long)Math.Round(tokens * scale, MidpointRounding.AwayFromZero);
}
