using AccessReview.App.Tests.Drivers;
using AngleSharp.Html.Dom;

namespace AccessReview.App.Tests.Pages;

/// <summary>The form for selected tasks of a list.</summary>
internal static class SelectedTasks
{
    /// <summary>Sends the form for selected tasks, and confirms on the next page.</summary>
    public static async Task<Shown> DecideSelectedAsync(this Visitor visitor, Shown list, string decision, string? reason = null, params (string Name, string Value)[] fields)
    {
        var asked = await visitor.SendAsync((IHtmlFormElement)list.Document.GetElementById("selected")!, decision, fields);
        return await visitor.SendAsync((IHtmlFormElement)asked.Document.GetElementById("together")!, decision, reason is null ? [] : [("reason", reason)]);
    }
}
