using Coxswain.Core.Recovery.Requests;

namespace Coxswain.Core.Recovery.Strategies.Reduction;

/// <summary>
/// Where turns begin. A turn is a prompt and everything up to the next one; messages that carry tool results continue it, so no call is ever parted from its result.
/// </summary>
internal sealed class ConversationShape
{
    private readonly IReadOnlyList<RequestMessage> _messages;

    public ConversationShape(IReadOnlyList<RequestMessage> messages)
    {
        _messages = messages;
        TurnStarts = [0, .. Enumerable.Range(1, messages.Count - 1).Where(BeginsTurn)];
        ExchangeStart = FindExchange();
        NewestTurn = TurnStarts.Last(start => start <= ExchangeStart);
    }

    /// <summary>In order; the first is 0.</summary>
    public IReadOnlyList<int> TurnStarts { get; }

    /// <summary>Where the turn of the newest exchange begins.</summary>
    public int NewestTurn { get; }

    /// <summary>From here on nothing is dropped: the last words of the user's side, and the calls they answer.</summary>
    public int ExchangeStart { get; }

    private bool BeginsTurn(int i) => _messages[i].IsUser && !_messages[i].HasToolResult && _messages[i - 1].IsAssistant;

    private int FindExchange()
    {
        var start = _messages.Count - 1;
        while (start > 0 && !_messages[start].IsUser)
        {
            start--;
        }

        while (start > 0 && !_messages[start - 1].IsAssistant)
        {
            start--;
        }

        var answersCalls = _messages.Skip(start).Any(message => message.HasToolResult);
        return answersCalls && start > 0 ? start - 1 : start;
    }
}
