using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using static AccessReview.App.Text.Language;

namespace AccessReview.App.Requests;

/// <summary>What a request's page says after a change was made and the browser was sent on; the address carries a code, never words.</summary>
public static class RequestNote
{
    public const string Asked = "asked";
    public const string Withdrawn = "withdrawn";

    private const string Code = "done";

    public static string Add(string path, string code) => QueryHelpers.AddQueryString(path, Code, code);

    /// <summary>The sentence to say, if the address asks for one that there is.</summary>
    public static string? Of(IQueryCollection query) => query[Code] is not [{ } code] ? null : code switch
    {
        Asked => Say($"Your request is on its way. You get a mail when it is decided; this page shows at any time where it stands."),
        Withdrawn => Say($"The request is withdrawn. Whoever was asked need not answer any more."),
        _ => null,
    };
}
