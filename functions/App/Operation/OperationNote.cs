using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using static AccessReview.App.Text.Language;

namespace AccessReview.App.Operation;

/// <summary>What the operation page says after something was begun there; the address carries codes and numbers, never words.</summary>
public static class OperationNote
{
    public const string RebuildBegun = $"{OperationPlace.Path}?done=rebuild";
    public const string CheckBegun = $"{OperationPlace.Path}?done=check";

    public static string Settled(bool restarted) => $"{OperationPlace.Path}?done={(restarted ? "restarted" : "settled")}";

    public static string Waiting(bool cancelled) => $"{OperationPlace.Path}?done={(cancelled ? "cancelled" : "tried")}";

    public static string Replayed(int again, int refused) => QueryHelpers.AddQueryString(OperationPlace.Path, new Dictionary<string, string?>
    {
        ["done"] = "replayed",
        ["again"] = again.ToString(CultureInfo.InvariantCulture),
        ["refused"] = refused.ToString(CultureInfo.InvariantCulture),
    });

    /// <summary>The sentence to say, if the address asks for one that there is.</summary>
    public static string? Of(IQueryCollection query) => query["done"].ToString() switch
    {
        "rebuild" => Say($"The lists are being rebuilt. People may go on working; look again in a while."),
        "check" => Say($"The history is being checked. Look again in a while."),
        "settled" => Say($"All that the task's history asks for is done again."),
        "restarted" => Say($"All that the task's history asks for is done again, and its time is kept anew."),
        "tried" => Say($"The work was begun again. Load this page again in a while."),
        "cancelled" => Say($"The work is cancelled: nothing of it happens any more."),
        "replayed" when Number(query, "again") is { } again && Number(query, "refused") is { } refused => Say($"Tried again: {again:N0}. Refused and left where they are: {refused:N0}."),
        _ => null,
    };

    private static int? Number(IQueryCollection query, string name) =>
        query[name] is [{ Length: <= 6 } text] && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
