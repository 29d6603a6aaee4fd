using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using static AccessReview.App.Text.Language;

namespace AccessReview.App.Operation;

/// <summary>The message on the operation page after an action. The URL contains codes and numbers, never text.</summary>
public static class OperationNote
{
    public const string RebuildBegun = $"{OperationPaths.Path}?done=rebuild";
    public const string CheckBegun = $"{OperationPaths.Path}?done=check";

    public static string Settled(bool restarted) => $"{OperationPaths.Path}?done={(restarted ? "restarted" : "settled")}";

    public static string Waiting(bool cancelled) => $"{OperationPaths.Path}?done={(cancelled ? "cancelled" : "tried")}";

    public static string Replayed(int again, int refused) => QueryHelpers.AddQueryString(OperationPaths.Path, new Dictionary<string, string?>
    {
        ["done"] = "replayed",
        ["again"] = again.ToString(CultureInfo.InvariantCulture),
        ["refused"] = refused.ToString(CultureInfo.InvariantCulture),
    });

    /// <summary>Returns the message for the URL's code; null: there is none.</summary>
    public static string? Of(IQueryCollection query) => query["done"].ToString() switch
    {
        "rebuild" => Say($"The index rebuild has started. People can continue to work. Reload this page to see its progress."),
        "check" => Say($"The audit check has started. Reload this page to see its progress."),
        "settled" => Say($"All effects of the task's history were applied again."),
        "restarted" => Say($"All effects of the task's history were applied again, and its deadlines were restarted."),
        "tried" => Say($"The work was started again. Reload this page to see its progress."),
        "cancelled" => Say($"The work is cancelled and will not run again."),
        "replayed" when Number(query, "again") is { } again && Number(query, "refused") is { } refused => Say($"Sent again: {again:N0}. Refused and not sent: {refused:N0}."),
        _ => null,
    };

    private static int? Number(IQueryCollection query, string name) =>
        query[name] is [{ Length: <= 6 } text] && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
