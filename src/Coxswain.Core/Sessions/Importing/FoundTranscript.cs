namespace Coxswain.Core.Sessions.Importing;

internal readonly record struct FoundTranscript(string Path, long LengthBytes, DateTimeOffset ChangedAt);
