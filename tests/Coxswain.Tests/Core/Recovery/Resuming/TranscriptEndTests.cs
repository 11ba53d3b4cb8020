using System.Text;
using Coxswain.Core.Recovery;
using Coxswain.Core.Recovery.Resuming;
using Coxswain.Testing;

namespace Coxswain.Tests.Core.Recovery.Resuming;

public sealed class TranscriptEndTests
{
    private static readonly byte[] Died = File.ReadAllBytes(Assert.Single(Directory.EnumerateFiles(
        RepositoryRoot.Combine("tests", "Coxswain.Testing", "Transcripts", "Captured", "overloaded-exhausted"), "*.jsonl", SearchOption.AllDirectories)));

    [Fact]
    public void Captured_session_that_gave_up_ends_with_its_failure()
    {
        var end = TranscriptEnd.Read(Died);

        Assert.True(end.IsFailure);
        Assert.Equal(FailureClass.Overloaded, end.Class);
        Assert.NotNull(end.AtUtc);
    }

    [Fact]
    public void Any_later_message_means_that_it_went_on()
    {
        foreach (var line in new[] { "{\"type\":\"user\",\"message\":{}}", "{\"type\":\"assistant\",\"message\":{}}" })
        {
            Assert.False(TranscriptEnd.Read([.. Died, .. "\n"u8, .. Encoding.UTF8.GetBytes(line)]).IsFailure);
        }

        // A subagent's word is not the session's.
        Assert.True(TranscriptEnd.Read([.. Died, .. "\n{\"type\":\"assistant\",\"isSidechain\":true}\n"u8]).IsFailure);
    }

    [Fact]
    public void Cut_and_damaged_transcripts_are_read_without_harm()
    {
        var random = new Random(7);
        for (var i = 0; i < 3000; i++)
        {
            var bytes = Died[random.Next(Died.Length)..];
            for (var changes = random.Next(4); changes > 0 && bytes.Length > 0; changes--)
            {
                bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            }

            TranscriptEnd.Read(bytes.AsSpan(0, random.Next(bytes.Length + 1)));
        }
    }

    [Fact]
    public void Wrong_kinds_of_values_are_no_failure_of_ours()
    {
        foreach (var line in new[] { "", "\n\n", "[\"type\":\"user\"]", "{\"type\":\"assistant\",\"isApiErrorMessage\":true,\"error\":[],\"apiErrorStatus\":\"529\",\"message\":[],\"timestamp\":5}", "{\"type\":\"assistant\",\"isApiErrorMessage\":true,\"apiErrorStatus\":1e99,\"message\":{\"content\":[5]},\"error\":\"\\ud800\"}" })
        {
            var end = TranscriptEnd.Read(Encoding.UTF8.GetBytes(line));
            Assert.Null(end.Class);
        }
    }
}
