using AngleSharp.Dom;
using AngleSharp.Html.Parser;

namespace AccessReview.App.Tests.Wording;

public static partial class EnglishWords
{
    /// <returns>Every text with an English word in it.</returns>
    /// <param name="html">A page or a mail.</param>
    /// <param name="data">Names and the like that may be in it.</param>
    public static IReadOnlyList<string> InHtml(string html, IEnumerable<string> data)
    {
        var page = new HtmlParser().ParseDocument(html);
        if (page.DocumentElement.GetAttribute("lang") != "de")
            return [$"The page is in {page.DocumentElement.GetAttribute("lang")}."];
        var texts = page.DocumentElement.Descendants<IText>().Where(text => text.ParentElement?.Closest(NoLanguage) is null).Select(text => text.Data);
        var attributes = page.All.Where(element => element.Closest("[lang=en]") is null).SelectMany(element => SaidByAttributes.Select(element.GetAttribute).OfType<string>());
        return In([.. texts, .. attributes], data);
    }
}
