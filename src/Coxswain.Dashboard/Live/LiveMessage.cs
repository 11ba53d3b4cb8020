namespace Coxswain.Dashboard.Live;

/// <param name="Event"><c>card</c>: the HTML of one that changed; <c>alive</c>: when the newest request was made, empty without any.</param>
public readonly record struct LiveMessage(string Event, string Data);
