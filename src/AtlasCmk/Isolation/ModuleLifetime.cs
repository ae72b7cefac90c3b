using System.Management.Automation;
using AtlasCmk.Sessions;

namespace AtlasCmk.Isolation;

/// <summary>What happens when the module is imported into a runspace, and when it is removed from one.</summary>
public sealed class ModuleLifetime : IModuleAssemblyInitializer, IModuleAssemblyCleanup
{
    /// <summary>Loads nothing but the public types, so that <c>[AtlasCmk.EncryptionAtRest]</c> is known to the very next statement.</summary>
    public void OnImport()
    {
        DependencyContext.Hook();
        _ = typeof(EncryptionAtRest).Assembly;
    }

    /// <summary>Ends the sessions that were made in this runspace, and has their tokens revoked.</summary>
    /// <param name="psModuleInfo">The module that is removed.</param>
    public void OnRemove(PSModuleInfo psModuleInfo) => RunspaceSessions.Current.End();
}
