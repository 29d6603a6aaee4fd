using System.Globalization;

namespace AccessReview.App.Pages;

/// <summary>The paths of a task's pages and forms.</summary>
public static class TaskPaths
{
    public static string Path(int number) => string.Create(CultureInfo.InvariantCulture, $"/tasks/{number}");

    /// <summary>The open question on a task's page.</summary>
    public static Uri QuestionOf(Uri task) => new UriBuilder(task) { Fragment = "question" }.Uri;

    public static string Reassign(int number) => $"{Path(number)}/reassign";
}
