namespace Coxswain.Core.Recovery.Strategies.Reduction;

/// <summary>Drops the oldest turns whole. What is left still begins with the user and still alternates.</summary>
internal static class WholeTurns
{
    public static void Drop(ReductionDraft draft)
    {
        var starts = draft.Shape.TurnStarts.Where(start => start <= draft.Shape.NewestTurn).ToArray();
        for (var turn = 0; turn + 1 < starts.Length && draft.Missing > 0; turn++)
        {
            var messages = Enumerable.Range(starts[turn], starts[turn + 1] - starts[turn]).ToArray();

            // Instructions inside the conversation are the application's, not an old turn's.
            if (messages.All(i => draft.Request.Messages[i].IsUser || draft.Request.Messages[i].IsAssistant))
            {
                Array.ForEach(messages, i => draft.Drop(i, ReductionKind.OldTurn));
            }
        }
    }
}
