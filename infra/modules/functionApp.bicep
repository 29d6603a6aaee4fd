metadata description = 'The Functions app on a Flex Consumption plan, and every setting that it reads.'

param name string
param location string
param tags { *: string }

@description('The identity that the app acts as.')
param identityId string

@description('What each instance gets: 512, 2048 or 4096 MB.')
param instanceMemoryMB int
param maximumInstanceCount int

@description('Instances that never sleep, for pages and for orchestrations each; 0: none.')
param alwaysReadyInstances int

@description('The container that the package is deployed to.')
param packageContainer string

@description('Where the app sends from and receives in the network; empty: nowhere special.')
param subnetId string
param isPublic bool

@description('The Front Door that alone may call; empty: everybody may.')
param frontDoorId string

@description('What it says to people who ask where it is; empty: the app\'s own host name.')
param baseUrl string

@description('Settings whose values other modules know.')
param settings { *: string }

@description('Names of settings, and of the secrets that they are read from.')
param fromKeyVault { *: string }
param keyVaultName string

var alwaysReady = map(alwaysReadyInstances > 0 ? ['http', 'durable'] : [], group => {
  name: group
  instanceCount: alwaysReadyInstances
})

resource plan 'Microsoft.Web/serverfarms@2025-03-01' = {
  name: '${name}-plan'
  location: location
  tags: tags
  kind: 'functionapp'
  sku: { name: 'FC1', tier: 'FlexConsumption' }
  properties: { reserved: true }
}

resource app 'Microsoft.Web/sites@2025-03-01' = {
  name: name
  location: location
  tags: union(tags, { 'azd-service-name': 'app' })
  kind: 'functionapp,linux'
  identity: {
    type: 'UserAssigned'
    userAssignedIdentities: { '${identityId}': {} }
  }
  properties: {
    serverFarmId: plan.id
    clientAffinityEnabled: false
    httpsOnly: true
    keyVaultReferenceIdentity: identityId
    publicNetworkAccess: isPublic ? 'Enabled' : 'Disabled'
    virtualNetworkSubnetId: empty(subnetId) ? null : subnetId
    functionAppConfig: {
      deployment: {
        storage: {
          type: 'blobContainer'
          value: packageContainer
          authentication: {
            type: 'UserAssignedIdentity'
            userAssignedIdentityResourceId: identityId
          }
        }
      }
      runtime: { name: 'dotnet-isolated', version: '10.0' }
      scaleAndConcurrency: {
        alwaysReady: alwaysReady
        instanceMemoryMB: instanceMemoryMB
        maximumInstanceCount: maximumInstanceCount
      }
    }
    siteConfig: {
      ftpsState: 'Disabled'
      http20Enabled: true
      minTlsVersion: '1.2'
      // Deploying goes by the other host name (scm), which asks for an identity of its own.
      scmIpSecurityRestrictionsUseMain: false
      ipSecurityRestrictionsDefaultAction: empty(frontDoorId) ? 'Allow' : 'Deny'
      ipSecurityRestrictions: empty(frontDoorId)
        ? []
        : [
            {
              name: 'Our Front Door'
              action: 'Allow'
              priority: 100
              tag: 'ServiceTag'
              ipAddress: 'AzureFrontDoor.Backend'
              headers: { 'x-azure-fdid': [frontDoorId] }
            }
          ]
    }
  }

  // Users are signed in by the app itself (functions/decisions/0010).
  resource signIn 'config' = {
    name: 'authsettingsV2'
    properties: { platform: { enabled: false } }
  }

  resource deploying 'basicPublishingCredentialsPolicies' = {
    name: 'scm'
    properties: { allow: false }
  }

  resource uploading 'basicPublishingCredentialsPolicies' = {
    name: 'ftp'
    properties: { allow: false }
  }

  resource appSettings 'config' = {
    name: 'appsettings'
    properties: union(
      settings,
      { Site__BaseUrl: empty(baseUrl) ? 'https://${app.properties.defaultHostName}' : baseUrl },
      mapValues(fromKeyVault, secret => '@Microsoft.KeyVault(VaultName=${keyVaultName};SecretName=${secret})')
    )
  }
}

output id string = app.id
output name string = app.name
output hostName string = app.properties.defaultHostName
