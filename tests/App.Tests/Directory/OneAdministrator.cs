using AccessReview.App.Tests.Drivers;

namespace AccessReview.App.Tests.Directory;

/// <summary>A shared app whose directory contains only its administrator.</summary>
public sealed class OneAdministrator : SharedApp
{
    protected override object Import => DirectoryFiles.Administrator;
}
