using System.Diagnostics.CodeAnalysis;

namespace AccessReview.App.Slack;

/// <summary>The formats of Slack's ids. Only valid ids become row keys, even if a request is signed.</summary>
internal static class SlackNames
{
    private const int MaxId = 32;
    private const int MaxTs = 24;

    /// <summary>A user id: U… or W….</summary>
    public static bool IsUser([NotNullWhen(true)] string? text) => text is ['U' or 'W', _, ..] && IsId(text);

    /// <summary>The id of a conversation, workspace or user: capital letters and digits.</summary>
    public static bool IsId([NotNullWhen(true)] string? text) =>
        text is { Length: >= 1 and <= MaxId } && text.All(character => char.IsAsciiLetterUpper(character) || char.IsAsciiDigit(character));

    /// <summary>A message's id within its conversation: seconds, a dot, digits.</summary>
    public static bool IsTs([NotNullWhen(true)] string? text) =>
        text is { Length: >= 3 and <= MaxTs }
        && text.Split('.') is [{ Length: > 0 } seconds, { Length: > 0 } rest]
        && seconds.All(char.IsAsciiDigit)
        && rest.All(char.IsAsciiDigit);
}
