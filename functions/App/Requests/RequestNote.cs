using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using static AccessReview.App.Text.Language;

namespace AccessReview.App.Requests;

/// <summary>The message on a request's page after a change and its redirect. The URL carries a code, never text.</summary>
public static class RequestNote
{
    public const string Requested = "asked";
    public const string Withdrawn = "withdrawn";
    public const string Answered = "answered";

    private const string Code = "done";

    public static string Add(string path, string code) => QueryHelpers.AddQueryString(path, Code, code);

    /// <summary>The message for the code in the URL; null: no code or an unknown one.</summary>
    public static string? Of(IQueryCollection query) => query[Code] is not [{ } code] ? null : code switch
    {
        Requested => Say($"Your request is sent. You get an email when it is decided. This page always shows its status."),
        Withdrawn => Say($"The request is withdrawn. Approvers no longer need to decide."),
        Answered => Say($"Your answer is sent. The request continues."),
        _ => null,
    };
}
