using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace AccessReview.App.Http;

/// <summary>If-Match and If-None-Match.</summary>
public static class Preconditions
{
    /// <summary>Goes on only when the caller means what is there now, or said nothing about it.</summary>
    /// <param name="request">The request, with or without an If-Match.</param>
    /// <param name="tag">The entity's tag, without its quotes.</param>
    /// <exception cref="ProblemException">The caller has seen an older one (412), or the header is none (400).</exception>
    public static void RequireMatch(this HttpRequest request, string tag)
    {
        var header = request.Headers.IfMatch;
        if (header.Count == 0)
            return;
        if (!EntityTagHeaderValue.TryParseStrictList(header, out var wanted))
            throw Problems.BadRequest("If-Match holds no entity tag.", "bad_precondition");

        var now = new EntityTagHeaderValue($"\"{tag}\"");
        if (!wanted.Any(one => one.Equals(EntityTagHeaderValue.Any) || one.Compare(now, true)))
            throw Problems.ChangedMeanwhile(now.ToString());
    }

    internal static bool IsCurrent(this HttpRequest request, string eTag) =>
        (HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method))
        && EntityTagHeaderValue.TryParseList(request.Headers.IfNoneMatch, out var known)
        && known.Any(one => one.Equals(EntityTagHeaderValue.Any) || one.Compare(new EntityTagHeaderValue(eTag), false));
}
